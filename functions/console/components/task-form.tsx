import { useState } from 'preact/hooks';
import type { Field } from '../../client/openapi/read-field.ts';
import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { draft, setValue } from '../data/draft.ts';
import { FieldInput } from './field-input.tsx';

interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

const usual = ['prompt', 'video_time', 'duration', 'name', 'audio_url', 'video_url', 'msg'];
const byRank = (field: Field) =>
  field.isRequired ? (field.type.startsWith('media') ? 0 : 1) : 2 + usual.indexOf(field.name);

/** The form of a kind, made from its schema: what is needed and usual first, the rest on demand. */
export function TaskForm({
  kind,
  problems,
}: {
  kind: DescribedKind;
  problems: readonly FieldProblem[];
}) {
  const [showsAll, setShowsAll] = useState(false);
  const problemOf = (name: string) =>
    problems.find(({ field }) => field === name || field.startsWith(`${name}.`))?.message ?? '';
  const first = kind.fields
    .filter(({ isRequired, name }) => isRequired || usual.includes(name))
    .toSorted((one, other) => byRank(one) - byRank(other));
  const rest = kind.fields.filter((field) => !first.includes(field));
  const hasHiddenProblem = rest.some(({ name }) => problemOf(name) !== '');
  const show = (field: Field) => (
    <FieldInput
      key={kind.name + field.name}
      field={field}
      value={draft.value.values[field.name]}
      onChange={(value) => setValue(field.name, value)}
      problem={problemOf(field.name)}
      withSamples={field.name === 'image_url'}
    />
  );
  return (
    <>
      {first.map(show)}
      {rest.length > 0 && (
        <button
          type="button"
          class="link"
          aria-expanded={showsAll || hasHiddenProblem}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? 'Fewer fields' : `${rest.length} more fields`}
        </button>
      )}
      {(showsAll || hasHiddenProblem) && <div class="more-fields">{rest.map(show)}</div>}
    </>
  );
}
