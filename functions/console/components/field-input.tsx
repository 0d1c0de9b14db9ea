import { useId } from 'preact/hooks';
import type { Field } from '../../client/openapi/read-field.ts';
import { title } from '../data/words.ts';
import { FieldName } from './field-name.tsx';
import { MediaInput } from './media-input.tsx';
import { Problem } from './problem.tsx';

export interface FieldInputProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** What the API says of this field; empty where nothing. */
  readonly problem: string;
}

/** One field of a request, by its schema. */
export function FieldInput({ field, value, onChange, problem }: FieldInputProps) {
  const id = useId();
  const { name, type, description, isRequired } = field;
  const label = title(name.replace(/_urls?$/, ''));
  const control = <Control {...{ field, value, onChange, id }} />;
  return (
    <div class={`field ${type}`}>
      {type === 'media' ? (
        <MediaInput {...{ name, label, isRequired, onChange }} value={String(value ?? '')} />
      ) : (
        // biome-ignore lint/a11y/noLabelWithoutControl: the control is a component of this file
        <label class={type === 'flag' ? 'flag' : 'field-name'}>
          {type === 'flag' && control}
          <FieldName {...{ label, isRequired }} />
          {type !== 'flag' && control}
        </label>
      )}
      <p class="note" id={id}>
        {description.replaceAll('`', '')}
      </p>
      <Problem error={problem} />
    </div>
  );
}

function Control({
  field,
  value,
  onChange,
  id,
}: Omit<FieldInputProps, 'problem'> & { id: string }) {
  const { name, type, choices, initial, minimum: min, maximum: max } = field;
  const shared = { name, 'aria-describedby': id };
  const text = String(value ?? '');
  const placeholder = String(initial ?? '');
  switch (type) {
    case 'flag':
      return (
        <input
          {...{ ...shared, type: 'checkbox', checked: (value ?? initial ?? false) === true }}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <select
          {...{ ...shared, value: String(value ?? initial ?? '') }}
          onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        >
          {initial === undefined && <option value="">Not set</option>}
          {choices.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      );
    case 'number':
      return (
        <input
          {...{ ...shared, placeholder, type, min, max, step: 'any', value: text }}
          onInput={({ currentTarget: { value } }) => onChange(value ? Number(value) : undefined)}
        />
      );
    case 'text':
    case 'long-text': {
      const Box = (type === 'text' ? 'input' : 'textarea') as 'input';
      return (
        <Box
          {...{ ...shared, placeholder, value: text }}
          onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        />
      );
    }
    default:
      return (
        <textarea
          {...{ ...shared, rows: 2, value: toText(value) }}
          placeholder={type === 'json' ? 'JSON' : 'One address a line'}
          onChange={({ currentTarget }) => onChange(parse(type, currentTarget.value))}
        />
      );
  }
}

function toText(value: unknown): string {
  if (value === undefined || typeof value === 'string') return value ?? '';
  const isLines = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isLines ? value.join('\n') : JSON.stringify(value);
}

/** Addresses by line; other structures as JSON, left as text where they are none, so that the API can say what is wrong. */
function parse(type: Field['type'], text: string): unknown {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  if (lines.length === 0) return undefined;
  if (type === 'media-list') return lines;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
