import { listProviders } from '../data/account.ts';
import { listKinds } from '../data/document.ts';
import type { TaskFilters } from '../data/tasks.ts';
import { useRequest } from '../data/use-request.ts';
import { stateWords } from '../data/words.ts';

export interface HistoryFiltersProps {
  readonly filters: TaskFilters;
  readonly onChange: (filters: TaskFilters) => void;
}

type Choices = readonly (readonly [value: string, words: string])[];

/** Narrows the history: by kind, state, provider, days, and words in the name and the prompt. */
export function HistoryFilters({ filters, onChange }: HistoryFiltersProps) {
  const kinds = useRequest(listKinds, []).value ?? [];
  const providers = useRequest(listProviders, []).value?.providers ?? {};
  const kindNames = kinds.map(({ name, title }) => [name, title] as const);
  const names = Object.values(providers).flatMap((all) => all.map(({ name }) => name));
  const providerNames = [...new Set(names)].map((name) => [name, name] as const);
  const choice = (name: keyof TaskFilters, label: string, choices: Choices) => (
    <select name={name} aria-label={label} value={filters[name] ?? ''}>
      <option value="">{`Any ${label.toLowerCase()}`}</option>
      {choices.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
  const input = (name: keyof TaskFilters, type: 'search' | 'date', label: string) => (
    <label>
      <span class={type === 'date' ? '' : 'visually-hidden'}>{label}</span>
      <input name={name} type={type as 'text'} value={filters[name] ?? ''} placeholder={label} />
    </label>
  );
  return (
    <search>
      <form
        class="filters"
        onSubmit={(event) => event.preventDefault()}
        onInput={({ currentTarget }) => {
          const values = [...new FormData(currentTarget)].filter(([, value]) => value !== '');
          onChange(Object.fromEntries(values) as TaskFilters);
        }}
      >
        {input('q', 'search', 'Search name and prompt')}
        {choice('kind', 'Kind', kindNames)}
        {choice('status', 'State', Object.entries(stateWords))}
        {choice('provider', 'Provider', providerNames)}
        {input('external_id', 'search', 'External id')}
        {input('from', 'date', 'From')}
        {input('to', 'date', 'to')}
      </form>
    </search>
  );
}
