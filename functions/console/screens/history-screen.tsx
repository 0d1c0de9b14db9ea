import { useCallback, useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Empty } from '../components/empty.tsx';
import { HistoryFilters } from '../components/history-filters.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { TaskRow } from '../components/task-row.tsx';
import { VirtualList } from '../components/virtual-list.tsx';
import type { TaskFilters } from '../data/tasks.ts';
import { useTaskPages } from '../data/use-task-pages.ts';

const getKey = ({ _id }: { _id: string }) => _id;

/** All tasks of every kind, newest first; the filters stand in the address. */
export function HistoryScreen() {
  const { query, route } = useLocation();
  const filters = query as TaskFilters;
  const { rows, error, isLoading, isWhole, more, reload } = useTaskPages(filters);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = useCallback((id: string) => {
    setChosen((old) =>
      old.includes(id) ? old.filter((one) => one !== id) : [...old.slice(-1), id],
    );
  }, []);
  useEffect(() => setChosen([]), [JSON.stringify(filters)]);
  const isFiltered = Object.keys(filters).length > 0;

  return (
    <Page
      title="Tasks"
      actions={
        chosen.length === 2 && (
          <a class="button primary" href={`/console/compare/${chosen[0]}/${chosen[1]}`}>
            Compare the two
          </a>
        )
      }
    >
      <HistoryFilters
        filters={filters}
        onChange={(next) => {
          const text = new URLSearchParams(next as Record<string, string>).toString();
          route(`/console/tasks${text && `?${text}`}`, true);
        }}
      />
      <Problem error={error} retry={reload} />
      {rows.length > 0 && (
        <VirtualList rows={rows} rowHeight={76} getKey={getKey} onEnd={more}>
          {(task) => <TaskRow task={task} isChosen={chosen.includes(task._id)} onChoose={toggle} />}
        </VirtualList>
      )}
      {rows.length === 0 && isLoading && <p class="loading">Loading…</p>}
      {rows.length === 0 && !isLoading && error === undefined && (
        <Empty icon="film" title={isFiltered ? 'No task is like that' : 'No tasks yet'}>
          {isFiltered ? (
            <>
              Widen the filters, or <a href="/console/tasks">clear them</a>.
            </>
          ) : (
            <a class="button primary" href="/console">
              Start the first one
            </a>
          )}
        </Empty>
      )}
      {isWhole && rows.length > 20 && <p class="note">That is all.</p>}
    </Page>
  );
}
