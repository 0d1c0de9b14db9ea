import { useRoute } from 'preact-iso';
import { Badge } from '../components/badge.tsx';
import { CodeView } from '../components/code-view.tsx';
import { DeliveryList } from '../components/delivery-list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { ResultView } from '../components/result-view.tsx';
import { TaskActions } from '../components/task-actions.tsx';
import { TaskFacts } from '../components/task-facts.tsx';
import { Timeline } from '../components/timeline.tsx';
import { WorkflowPicture } from '../components/workflow-picture.tsx';
import { getUrl } from '../data/client.ts';
import { listTaskDeliveries } from '../data/endpoints.ts';
import { getTask, getTimeline } from '../data/tasks.ts';
import { useRequest } from '../data/use-request.ts';
import { isOpen, taskName, taskState, title } from '../data/words.ts';

/** The task, its time line and its deliveries, all of the same moment. */
async function loadTask(id: string, signal: AbortSignal) {
  const [task, timeline, deliveries] = await Promise.all([
    getTask(id, signal),
    getTimeline(id, signal),
    listTaskDeliveries(id),
  ]);
  return { task, timeline: timeline.rows, deliveries: deliveries.rows };
}

/** For how long after its end a task may still get a poster or a delivery, in milliseconds. */
const SETTLES = 15_000;

/** Something may still change: the task, or a delivery that waits. */
const isMoving = ({ task, deliveries }: Awaited<ReturnType<typeof loadTask>>) =>
  isOpen(task.current_status) ||
  Date.now() - Date.parse(task.updatedAt) < SETTLES ||
  deliveries.some(({ status }) => status === 'pending');

/** One task: where it is in the workflow, what came of it, everything that happened. */
export function TaskScreen() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const request = useRequest((signal) => loadTask(id, signal), [id], { pollWhile: isMoving });
  const { task: known } = request.value ?? {};
  const { reload } = request;
  const lead = known && (
    <>
      <Badge state={taskState(known)} /> {title(known.kind)} · <code>{known._id}</code>
    </>
  );
  return (
    <Page
      title={known ? taskName(known) : 'Task'}
      lead={lead}
      actions={known && <TaskActions task={known} reload={reload} />}
    >
      <Loaded request={request}>
        {({ task, timeline, deliveries }) => (
          <>
            <WorkflowPicture task={task} timeline={timeline} deliveries={deliveries} />
            <div class="two-panes">
              <div>
                <ResultView task={task} />
                <DeliveryList isOfTask deliveries={deliveries} reload={reload} />
                <details class="panel">
                  <summary>As code</summary>
                  <CodeView request={{ url: getUrl(task.start_path), body: task.request }} />
                </details>
              </div>
              <div>
                <section class="panel" aria-labelledby="timeline-title">
                  <h2 id="timeline-title">Timeline</h2>
                  <Timeline rows={timeline} />
                </section>
                <section class="panel" aria-labelledby="facts-title">
                  <h2 id="facts-title">Details</h2>
                  <TaskFacts task={task} />
                </section>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
