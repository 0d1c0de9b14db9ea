import { useRoute } from 'preact-iso';
import { Badge } from '../components/badge.tsx';
import { CodeView } from '../components/code-view.tsx';
import { DeliveryList } from '../components/delivery-list.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { Progress } from '../components/progress.tsx';
import { ResultView } from '../components/result-view.tsx';
import { TaskActions } from '../components/task-actions.tsx';
import { TaskFacts } from '../components/task-facts.tsx';
import { Timeline } from '../components/timeline.tsx';
import { WorkflowPicture } from '../components/workflow-picture.tsx';
import { taskDeliveries } from '../data/endpoints.ts';
import { getTask, getTimeline } from '../data/tasks.ts';
import { useRequest } from '../data/use-request.ts';
import { isOpen, title } from '../data/words.ts';

/** The task, its time line and its deliveries, all of the same moment. */
async function loadTask(id: string, signal: AbortSignal) {
  const [task, timeline, deliveries] = await Promise.all([
    getTask(id, signal),
    getTimeline(id, signal),
    taskDeliveries(id),
  ]);
  return { task, timeline: timeline.rows, deliveries: deliveries.rows };
}

type Loaded = Awaited<ReturnType<typeof loadTask>>;

/** Something may still change: the task, or a delivery that waits. */
const isMoving = ({ task, deliveries }: Loaded) =>
  isOpen(task.current_status) ||
  Date.now() - Date.parse(task.updatedAt) < 15_000 ||
  deliveries.some(({ status }) => status === 'pending');

/** One task: where it is in the workflow, what came of it, everything that happened. */
export function TaskScreen() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const { value, error, reload } = useRequest((signal) => loadTask(id, signal), [id], {
    pollWhile: isMoving,
  });
  if (!value) {
    return (
      <Page title="Task">
        {error === undefined ? (
          <p class="loading">Loading…</p>
        ) : (
          <Problem error={error} retry={reload} />
        )}
      </Page>
    );
  }
  const { task, timeline, deliveries } = value;
  const open = isOpen(task.current_status);
  return (
    <Page
      title={task.name || task._id}
      lead={
        <>
          <Badge state={task.current_status} /> {title(task.kind)} · <code>{task._id}</code>
        </>
      }
      actions={<TaskActions task={task} reload={reload} />}
    >
      <Problem error={error} retry={reload} />
      <WorkflowPicture task={task} timeline={timeline} />
      {open && <Progress task={task} />}
      {task.current_status === 'failed' && (
        <div class="problem" role="alert">
          <p>
            {task.failed_message} <code>{task.failed_code}</code>
          </p>
        </div>
      )}
      <div class="two-panes">
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title">Timeline</h2>
          <Timeline rows={timeline} />
        </section>
        <div>
          <ResultView task={task} />
          <TaskFacts task={task} />
          <DeliveryList deliveries={deliveries} reload={reload} />
          <details>
            <summary>As code</summary>
            <CodeView
              request={{ method: 'POST', path: task.start_path, body: task.request as object }}
            />
          </details>
        </div>
      </div>
    </Page>
  );
}
