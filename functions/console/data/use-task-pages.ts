import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { listTasks, type TaskFilters, type TaskItem } from './tasks.ts';
import { token } from './token.ts';
import { isOpen } from './words.ts';

export interface TaskPages {
  readonly rows: readonly TaskItem[];
  readonly error: unknown;
  readonly isLoading: boolean;
  /** True once the oldest task is among the rows. */
  readonly isWhole: boolean;
  /** Asks for the next page, unless one is being asked for. */
  more(): void;
  reload(): void;
}

const REFRESH_MILLISECONDS = 1000;

/** Pages of tasks by cursor, gathered; the newest page is asked for again while one of its tasks is open. */
export function useTaskPages(filters: TaskFilters): TaskPages {
  const key = JSON.stringify(filters);
  const [rows, setRows] = useState<readonly TaskItem[]>([]);
  const [error, setError] = useState<unknown>();
  const [isLoading, setLoading] = useState(true);
  const next = useRef<string | null | undefined>(undefined);
  const asking = useRef<AbortController | undefined>(undefined);
  const [isWhole, setWhole] = useState(false);

  const ask = useCallback(
    async (after: string | undefined, merge: typeof append) => {
      const controller = new AbortController();
      asking.current = controller;
      setLoading(true);
      try {
        const page = await listTasks(JSON.parse(key), after, controller.signal);
        if (controller.signal.aborted) return;
        if (merge === append) {
          next.current = page.next;
          setWhole(page.next === null);
        }
        setRows((old) => merge(old, page.rows));
        setError(undefined);
      } catch (failure) {
        if (!controller.signal.aborted) setError(failure);
      } finally {
        if (asking.current === controller) {
          asking.current = undefined;
          setLoading(false);
        }
      }
    },
    [key],
  );

  const reload = useCallback(() => {
    asking.current?.abort();
    next.current = undefined;
    setRows([]);
    void ask(undefined, append);
  }, [ask]);
  const more = useCallback(() => {
    if (asking.current === undefined && next.current) void ask(next.current, append);
  }, [ask]);

  useEffect(reload, [reload, token.value]);
  useEffect(() => () => asking.current?.abort(), []);
  const isMoving = rows.slice(0, 50).some(({ current_status }) => isOpen(current_status));
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => {
      const isFree = asking.current === undefined && document.visibilityState === 'visible';
      if (isFree) void ask(undefined, refresh);
    }, REFRESH_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isMoving, ask]);

  return { rows, error, isLoading, isWhole, more, reload };
}

const append = (old: readonly TaskItem[], page: readonly TaskItem[]) => {
  const known = new Set(old.map(({ _id }) => _id));
  return [...old, ...page.filter(({ _id }) => !known.has(_id))];
};

/** The newest page over what was shown: changed rows in their place, new ones before them. */
const refresh = (old: readonly TaskItem[], page: readonly TaskItem[]) => {
  const fresh = new Map(page.map((task) => [task._id, task]));
  const known = new Set(old.map(({ _id }) => _id));
  const added = page.filter(({ _id }) => !known.has(_id));
  return [...added, ...old.map((task) => fresh.get(task._id) ?? task)];
};
