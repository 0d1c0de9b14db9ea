import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Empty } from '../components/empty.tsx';
import { HistoryFilters } from '../components/history-filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TaskCard } from '../components/task-card.tsx';
import { VirtualList } from '../components/virtual-list.tsx';
import type { TaskFilters } from '../data/tasks.ts';
import { useTaskPages } from '../data/use-task-pages.ts';

const getKey = ({ _id }: { _id: string }) => _id;
/** Pixels; the style sheet fills them. */
const layouts = { Tiles: { width: 250, height: 262 }, Rows: { height: 80 } };
type Layout = keyof typeof layouts;
const layoutNames = ['Tiles', 'Rows'] as const;

/** All tasks of every kind, newest first; the filters and the layout stand in the address. */
export function HistoryScreen() {
  const { query, route } = useLocation();
  const { view, ...filters } = query as TaskFilters & { view?: string };
  const layout: Layout = view === 'rows' ? 'Rows' : 'Tiles';
  const { newest, rows, isWhole, more } = useTaskPages(filters);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) => {
    const others = chosen.filter((one) => one !== id);
    setChosen(chosen.includes(id) ? others : [...others.slice(-1), id]);
  };
  function show(next: TaskFilters, as: Layout) {
    const words = new URLSearchParams({ ...next, ...(as === 'Rows' && { view: 'rows' }) });
    route(`/console/tasks${words.size > 0 ? `?${words}` : ''}`, true);
  }
  const isFiltered = Object.keys(filters).length > 0;
  const actions = (
    <>
      <span class="note" role="status">
        {chosen.length === 1 && 'Choose a second one to compare'}
      </span>
      {chosen.length === 2 && (
        <a class="button primary" href={`/console/compare/${chosen.join('/')}`}>
          Compare the two
        </a>
      )}
      <Tabs
        {...{ label: 'Layout', choices: layoutNames, chosen: layout }}
        onChoose={(one) => show(filters, one)}
      />
    </>
  );
  return (
    <Page title="Tasks" actions={actions}>
      <HistoryFilters filters={filters} onChange={(next) => show(next, layout)} />
      <Loaded request={newest}>
        {() =>
          rows.length > 0 ? (
            <VirtualList
              {...{ items: rows, getKey, onEnd: more, class: layout.toLowerCase() }}
              {...layouts[layout]}
            >
              {(task) => (
                <TaskCard {...{ task, isChosen: chosen.includes(task._id), onChoose: toggle }} />
              )}
            </VirtualList>
          ) : (
            <Empty icon="film" title={isFiltered ? 'No task is like that' : 'No tasks yet'}>
              <a class="button primary" href={isFiltered ? '/console/tasks' : '/console'}>
                {isFiltered ? 'Clear the filters' : 'Start the first one'}
              </a>
            </Empty>
          )
        }
      </Loaded>
      {isWhole && rows.length > 20 && <p class="note">That is all.</p>}
    </Page>
  );
}
