import { useCallback, useRef, useState } from 'preact/hooks';
import type { TaskItem } from '../../client/kinds.ts';
import { getMessage } from './client.ts';
import { notify } from './notices.ts';
import { listTasks, type TaskFilters } from './tasks.ts';
import { token } from './token.ts';
import { usePause } from './use-pause.ts';
import { type Requested, useRequest } from './use-request.ts';
import { isOpen } from './words.ts';

export interface TaskPages {
  /** The newest page, asked for again while one of its tasks is open. */
  readonly newest: Requested<unknown>;
  readonly rows: readonly TaskItem[];
  /** True once the oldest task is among the rows. */
  readonly isWhole: boolean;
  /** Asks for the next page, unless one is being asked for. */
  more(): void;
}

interface Gathered {
  /** The filters and the token that the rows were asked for with. */
  readonly key: string;
  readonly rows: readonly TaskItem[];
  readonly next: string | null | undefined;
}

/** Pages of tasks by cursor, gathered below the newest one. */
export function useTaskPages(wanted: TaskFilters): TaskPages {
  const filters = usePause(JSON.stringify(wanted));
  const key = filters + token.value;
  const [gathered, setGathered] = useState<Gathered>({ key, rows: [], next: undefined });
  const isAsking = useRef(false);
  const load = async (signal: AbortSignal) => {
    const page = await listTasks(JSON.parse(filters), '', signal);
    setGathered((old) => (old.key === key ? refresh(old, page) : { key, ...page }));
    return page.rows;
  };
  const newest = useRequest(load, [filters], {
    pollWhile: (rows) => rows.some(({ current_status }) => isOpen(current_status)),
  });
  const { next } = gathered;
  const more = useCallback(() => {
    if (!next || isAsking.current) return;
    isAsking.current = true;
    const append = ({ rows, next: then }: Page) =>
      setGathered((old) =>
        old.next === next ? { key: old.key, rows: merge(old.rows, rows), next: then } : old,
      );
    void listTasks(JSON.parse(filters), next)
      .then(append, (error: unknown) => notify(getMessage(error), 'bad'))
      .finally(() => {
        isAsking.current = false;
      });
  }, [filters, next]);
  return { newest, rows: gathered.rows, isWhole: next === null, more };
}

type Page = Omit<Gathered, 'key'>;

/** The newest page over what was shown: changed tasks in their place, new ones before them, deleted ones gone. */
function refresh(old: Gathered, { rows, next }: Page): Gathered {
  const oldest = rows.at(-1)?.createdAt ?? '';
  const below = old.rows.filter(({ createdAt }) => createdAt <= oldest);
  return { key: old.key, rows: merge(rows, below), next: old.next === undefined ? next : old.next };
}

/** The first list, then what the second has beside it; a task in both is as the first has it. */
function merge(first: readonly TaskItem[], second: readonly TaskItem[]): readonly TaskItem[] {
  const known = new Set(first.map(({ _id }) => _id));
  return [...first, ...second.filter(({ _id }) => !known.has(_id))];
}
