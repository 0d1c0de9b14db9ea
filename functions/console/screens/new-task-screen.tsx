import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { DescribedKind } from '../../client/openapi/read-kinds.ts';
import { CodeView } from '../components/code-view.tsx';
import { KindPicker } from '../components/kind-picker.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { StartBar } from '../components/start-bar.tsx';
import { TaskForm } from '../components/task-form.tsx';
import { listProviders } from '../data/account.ts';
import { getMessage, getUrl } from '../data/client.ts';
import { listKinds } from '../data/document.ts';
import { createRequest, draft } from '../data/draft.ts';
import { notify } from '../data/notices.ts';
import { getTask, startTask } from '../data/tasks.ts';
import { useAction } from '../data/use-action.ts';
import { useRequest } from '../data/use-request.ts';

/** A photo, a kind, its form, what it costs, and the request as code. */
export function NewTaskScreen() {
  const { from } = useLocation().query;
  useEffect(() => {
    if (from) void copyRequest(from);
  }, [from]);
  const kinds = useRequest(listKinds, []);
  return (
    <Page title="New task" lead="Give it a photo; get a video, and a webhook when it is there.">
      <Loaded request={kinds}>{(all) => <NewTaskForm kinds={all} />}</Loaded>
    </Page>
  );
}

function NewTaskForm({ kinds }: { kinds: readonly DescribedKind[] }) {
  const { route } = useLocation();
  const providers = useRequest(listProviders, []).value?.providers;
  const { kind: name, values } = draft.value;
  const kind = kinds.find((one) => one.name === name) ?? kinds[0];
  const request = createRequest(values);
  const start = useAction(async (path: string) => {
    route(`/console/tasks/${await startTask(path, request)}`);
  });
  if (!kind) return null;
  const getUsable = (of: string) => providers?.[of]?.find(({ usable }) => usable);
  const isServed = (of: string) => providers === undefined || getUsable(of) !== undefined;
  const begin = () => void (isServed(kind.name) && start.run(kind.startPath));
  return (
    <div class="with-aside">
      <form
        class="panel new-task"
        onSubmit={(event) => {
          event.preventDefault();
          begin();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) begin();
        }}
      >
        <KindPicker kinds={kinds} isServed={isServed} />
        <TaskForm kind={kind} getProblem={start.getProblem} />
        <Problem error={start.error} />
        <StartBar
          {...{ path: kind.startPath, request, isStarting: start.isRunning }}
          isServed={isServed(kind.name)}
          medianSeconds={getUsable(kind.name)?.median_seconds ?? undefined}
        />
      </form>
      <aside class="panel as-code" aria-labelledby="as-code-title">
        <h2 id="as-code-title">As code</h2>
        <CodeView request={{ url: getUrl(kind.startPath), body: request }} />
      </aside>
    </div>
  );
}

/** Starts from an earlier task's request: *Start again with changes*. */
async function copyRequest(id: string): Promise<void> {
  try {
    const { kind, request } = await getTask(id);
    draft.value = { kind, values: request as Record<string, unknown> };
  } catch (error) {
    notify(getMessage(error), 'bad');
  }
}
