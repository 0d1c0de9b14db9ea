import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { draft } from '../data/draft.ts';

type Providers = Readonly<Record<string, readonly { readonly usable: boolean }[]>>;

/** Every kind of task: first those that can run now, then those for which a provider has to be configured. */
export function KindPicker({
  kinds,
  providers,
}: {
  kinds: readonly DescribedKind[];
  providers: object | undefined;
}) {
  const served = (kind: DescribedKind) =>
    providers === undefined ||
    ((providers as Providers)[kind.name] ?? []).some(({ usable }) => usable);
  const now = kinds.filter(served);
  const later = kinds.filter((kind) => !served(kind));
  const { kind } = draft.value;
  const isServed = now.some(({ name }) => name === kind);
  return (
    <div class="field">
      <label class="field-name">
        Kind
        <select
          value={kind}
          onChange={({ currentTarget }) => {
            draft.value = { kind: currentTarget.value, values: sharedValues() };
          }}
        >
          <optgroup label="Can run now">{now.map(option)}</optgroup>
          {later.length > 0 && <optgroup label="Needs a provider">{later.map(option)}</optgroup>}
        </select>
      </label>
      {!isServed && providers !== undefined && (
        <p class="note warn" role="status">
          No configured provider makes this kind. Name one in <code>PROVIDERS</code>, for example{' '}
          <code>PROVIDERS=fal,embedded FAL_KEY=… npm start</code>;{' '}
          <a href="/console/providers">Providers</a> says what each needs.
        </p>
      )}
    </div>
  );
}

function option({ name, title }: DescribedKind) {
  return (
    <option key={name} value={name}>
      {title}
    </option>
  );
}

/** What was filled in and means the same to most kinds. */
function sharedValues(): Record<string, unknown> {
  const { image_url, prompt, name, external_id } = draft.value.values;
  return { image_url, prompt, name, external_id };
}
