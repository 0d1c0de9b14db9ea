import { useId } from 'preact/hooks';
import type { Field } from '../../client/openapi/read-field.ts';
import { FieldName } from './field-name.tsx';
import { MediaInput } from './media-input.tsx';

export interface FieldInputProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** What the API says of this field; empty where nothing. */
  readonly problem: string;
  readonly withSamples: boolean;
}

/** One field of a start, by its schema. */
export function FieldInput({ field, value, onChange, problem, withSamples }: FieldInputProps) {
  const id = useId();
  const { name, type, description, isRequired } = field;
  if (type === 'media') {
    return (
      <>
        <MediaInput
          {...{ name, isRequired, withSamples, onChange }}
          label={label(name)}
          value={String(value ?? '')}
        />
        <Notes {...{ id, description, problem }} />
      </>
    );
  }
  if (type === 'flag') {
    return (
      <div class="field">
        <label class="flag">
          <input
            type="checkbox"
            name={name}
            checked={(value ?? field.initial ?? false) === true}
            aria-describedby={id}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span>{label(name)}</span>
        </label>
        <Notes {...{ id, description, problem }} />
      </div>
    );
  }
  return (
    <div class="field">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is a component of this file */}
      <label class="field-name">
        <FieldName label={label(name)} isRequired={isRequired} />
        <Control {...{ field, value, onChange, describedBy: id }} />
      </label>
      <Notes {...{ id, description, problem }} />
    </div>
  );
}

interface ControlProps {
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly describedBy: string;
}

function Control({ field, value, onChange, describedBy }: ControlProps) {
  const { name, type, choices, initial, minimum, maximum } = field;
  const shared = { name, 'aria-describedby': describedBy };
  const placeholder = initial === undefined || initial === '' ? '' : String(initial);
  if (type === 'choice') {
    return (
      <select
        {...shared}
        value={String(value ?? initial ?? '')}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      >
        {initial === undefined && <option value="">Not set</option>}
        {choices.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    );
  }
  if (type === 'number') {
    return (
      <input
        {...{ ...shared, placeholder }}
        type="number"
        min={minimum}
        max={maximum}
        value={value === undefined ? '' : String(value)}
        onInput={({ currentTarget }) =>
          onChange(currentTarget.value === '' ? undefined : Number(currentTarget.value))
        }
      />
    );
  }
  if (type === 'text') {
    return (
      <input
        {...{ ...shared, placeholder }}
        value={String(value ?? '')}
        onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
    );
  }
  const isText = type === 'long-text';
  return (
    <textarea
      {...shared}
      rows={name === 'prompt' ? 3 : 2}
      placeholder={type === 'media-list' ? 'One address a line' : isText ? placeholder : 'JSON'}
      value={isText ? String(value ?? '') : asLines(value)}
      onChange={({ currentTarget }) =>
        onChange(isText ? currentTarget.value : parsed(type, currentTarget.value))
      }
      onInput={({ currentTarget }) => {
        if (isText) onChange(currentTarget.value || undefined);
      }}
    />
  );
}

function asLines(value: unknown): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : JSON.stringify(value);
}

/** Addresses by line; other structures as JSON, left as text where they are none, so that the API can say what is wrong. */
function parsed(type: Field['type'], text: string): unknown {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0) return undefined;
  if (type === 'media-list') return lines;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function Notes({ id, description, problem }: { id: string; description: string; problem: string }) {
  return (
    <>
      <p class="note" id={id}>
        {description.replaceAll('`', '')}
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** `negative_prompt` as *Negative prompt*. */
function label(name: string): string {
  const words = name.replace(/_urls?$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
