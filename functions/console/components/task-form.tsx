import { useState } from 'preact/hooks';
import type { Field } from '../../client/openapi/read-field.ts';
import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { draft, setValue } from '../data/draft.ts';
import { FieldInput } from './field-input.tsx';

export interface TaskFormProps {
  readonly kind: DescribedKind;
  /** What the API said of a field; empty where nothing. */
  readonly getProblem: (field: string) => string;
}

const usual = ['prompt', 'video_time', 'duration', 'name', 'audio_url', 'video_url', 'msg'];
const byRank = (field: Field) =>
  field.isRequired ? (field.type.startsWith('media') ? 0 : 1) : 2 + usual.indexOf(field.name);

/** The form of a kind, made from its schema: what is needed and usual first, the rest on demand. */
export function TaskForm({ kind, getProblem }: TaskFormProps) {
  const [showsAll, setShowsAll] = useState(false);
  const first = kind.fields
    .filter(({ isRequired, name }) => isRequired || usual.includes(name))
    .toSorted((one, other) => byRank(one) - byRank(other));
  const rest = kind.fields.filter((field) => !first.includes(field));
  const isOpen = showsAll || rest.some(({ name }) => getProblem(name) !== '');
  const show = (field: Field) => (
    <FieldInput
      key={kind.name + field.name}
      field={field}
      value={draft.value.values[field.name]}
      onChange={(value) => setValue(field.name, value)}
      problem={getProblem(field.name)}
    />
  );
  return (
    <>
      <div class="fields">{first.map(show)}</div>
      {rest.length > 0 && (
        <button
          {...{ type: 'button', class: 'link', 'aria-expanded': isOpen }}
          onClick={() => setShowsAll(!showsAll)}
        >
          {isOpen ? 'Fewer fields' : `${rest.length} more fields`}
        </button>
      )}
      {isOpen && <div class="fields">{rest.map(show)}</div>}
    </>
  );
}
