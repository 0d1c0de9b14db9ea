export interface TextFieldProps {
  readonly label: string;
  readonly name: string;
  /** `text` by default. */
  readonly type?: 'text' | 'url' | 'number' | 'date';
  /** What it holds at first. */
  readonly initial?: string;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly min?: number;
}

/** An input of one line under its label. */
export function TextField({ label, type = 'text', initial = '', ...input }: TextFieldProps) {
  return (
    <label class="field-name">
      {label}
      <input {...input} type={type as 'text'} defaultValue={initial} />
    </label>
  );
}
