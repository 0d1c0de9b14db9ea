import { useEffect, useState } from 'preact/hooks';
import { listKinds } from '../data/kinds.ts';
import type { TaskFilters } from '../data/tasks.ts';
import { useRequest } from '../data/use-request.ts';
import { stateWords } from '../data/words.ts';

export interface HistoryFiltersProps {
  readonly filters: TaskFilters;
  readonly onChange: (filters: TaskFilters) => void;
}

/** Narrows the history: by kind, state, day, and words in the name and the prompt. */
export function HistoryFilters({ filters, onChange }: HistoryFiltersProps) {
  const kinds = useRequest(listKinds, []);
  const [words, setWords] = useState(filters.q ?? '');
  const change = (name: keyof TaskFilters, value: string) => {
    const { [name]: _, ...others } = filters;
    onChange(value === '' ? others : { ...others, [name]: value });
  };
  useEffect(() => {
    if (words === (filters.q ?? '')) return;
    const timer = setTimeout(() => change('q', words), 300);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <search class="filters">
      <label>
        <span class="visually-hidden">Words in the name or the prompt</span>
        <input
          type="search"
          placeholder="Search name and prompt"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </label>
      <label>
        <span class="visually-hidden">Kind</span>
        <select
          value={filters.kind ?? ''}
          onChange={({ currentTarget }) => change('kind', currentTarget.value)}
        >
          <option value="">All kinds</option>
          {kinds.value?.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="visually-hidden">State</span>
        <select
          value={filters.status ?? ''}
          onChange={({ currentTarget }) => change('status', currentTarget.value)}
        >
          <option value="">All states</option>
          {Object.entries(stateWords).map(([state, name]) => (
            <option key={state} value={state}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="visually-hidden">External id</span>
        <input
          placeholder="External id"
          value={filters.external_id ?? ''}
          onChange={({ currentTarget }) => change('external_id', currentTarget.value)}
        />
      </label>
      <label>
        From{' '}
        <input
          type="date"
          value={filters.from?.slice(0, 10) ?? ''}
          onChange={({ currentTarget }) => change('from', currentTarget.value)}
        />
      </label>
      <label>
        to{' '}
        <input
          type="date"
          value={filters.to?.slice(0, 10) ?? ''}
          onChange={({ currentTarget }) => change('to', currentTarget.value)}
        />
      </label>
    </search>
  );
}
