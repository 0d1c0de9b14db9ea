export interface TextFieldProps {
  readonly label: string;
  readonly value: string | number;
  readonly onValue: (value: string) => void;
  /** `text` by default. */
  readonly type?: 'text' | 'url' | 'number';
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly min?: number;
}

/** An input of one line under its label. */
export function TextField({ label, onValue, type = 'text', ...input }: TextFieldProps) {
  return (
    <label class="field-name">
      {label}
      <input
        {...input}
        type={type as 'text'}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </label>
  );
}
