import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { ApiFailure } from '../../client/api-failure.ts';
import { CodeView } from '../components/code-view.tsx';
import { KindPicker } from '../components/kind-picker.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { StartBar } from '../components/start-bar.tsx';
import { TaskForm } from '../components/task-form.tsx';
import { listProviders } from '../data/account.ts';
import { createRequest, draft } from '../data/draft.ts';
import { listKinds } from '../data/kinds.ts';
import { getTask, startTask } from '../data/tasks.ts';
import { useAction } from '../data/use-action.ts';
import { useRequest } from '../data/use-request.ts';

/** A photo, a kind, its form, what it costs, and the request as code. */
export function NewTaskScreen() {
  const { route, query } = useLocation();
  const kinds = useRequest(listKinds, []);
  const providers = useRequest(listProviders, []);
  const { kind: name, values } = draft.value;
  const kind = kinds.value?.find((one) => one.name === name);
  const request = createRequest(values);
  const start = useAction(async () => {
    if (!kind) return;
    const id = await startTask(kind.startPath, request);
    route(`/console/tasks/${id}`);
  });
  const { from } = query;
  useEffect(() => {
    if (from) void copyRequest(from);
  }, [from]);

  const offered = providers.value?.providers[name as 'image-to-video'];
  const usable = offered?.find((one) => one.usable);
  const fields = start.error instanceof ApiFailure ? start.error.fields : [];
  return (
    <Page title="New task" lead="Give it a photo; get a video, and a webhook when it is there.">
      <Problem error={kinds.error} retry={kinds.reload} />
      <div class="with-aside">
        {kinds.value && (
          <form
            class="new-task"
            onSubmit={(event) => {
              event.preventDefault();
              void start.run();
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void start.run();
            }}
          >
            <KindPicker kinds={kinds.value} providers={providers.value?.providers} />
            {kind && <TaskForm kind={kind} problems={fields} />}
            <Problem error={start.error} />
            {kind && (
              <StartBar
                kind={kind}
                request={request}
                medianSeconds={usable?.median_seconds ?? undefined}
                isServed={offered === undefined || usable !== undefined}
                isStarting={start.isRunning}
              />
            )}
          </form>
        )}
        {kind && (
          <aside class="as-code" aria-labelledby="as-code-title">
            <h2 id="as-code-title">As code</h2>
            <CodeView request={{ method: 'POST', path: kind.startPath, body: request }} />
          </aside>
        )}
      </div>
    </Page>
  );
}

/** Starts from an earlier task's request: *Start again with changes*. */
async function copyRequest(id: string): Promise<void> {
  const { kind, request } = await getTask(id);
  draft.value = { kind, values: request as Record<string, unknown> };
}
