import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { draft } from '../data/draft.ts';

export interface KindPickerProps {
  readonly kinds: readonly DescribedKind[];
  readonly isServed: (kind: string) => boolean;
}

/** Every kind of task: first those that can run now, then those for which a provider has to be configured. */
export function KindPicker({ kinds, isServed }: KindPickerProps) {
  const { kind, values } = draft.value;
  /** What was filled in and means the same to most kinds stays. */
  function choose(next: string) {
    const { image_url, prompt, name, external_id } = values;
    draft.value = { kind: next, values: { image_url, prompt, name, external_id } };
  }
  const group = (label: string, members: readonly DescribedKind[]) =>
    members.length > 0 && (
      <optgroup label={label}>
        {members.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </optgroup>
    );
  return (
    <label class="field field-name">
      Kind
      <select value={kind} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {group(
          'Can run now',
          kinds.filter(({ name }) => isServed(name)),
        )}
        {group(
          'Needs a provider',
          kinds.filter(({ name }) => !isServed(name)),
        )}
      </select>
    </label>
  );
}
