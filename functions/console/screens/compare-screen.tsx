import { useRef } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { ActionButton } from '../components/action-button.tsx';
import { Badge } from '../components/badge.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page } from '../components/page.tsx';
import { Player } from '../components/player.tsx';
import { TaskFacts } from '../components/task-facts.tsx';
import { getTask } from '../data/tasks.ts';
import { useRequest } from '../data/use-request.ts';
import { taskName, taskState } from '../data/words.ts';

/** Two results side by side, played together. */
export function CompareScreen() {
  const { params } = useRoute();
  const ids = [params['left'] ?? '', params['right'] ?? ''];
  const pane = useRef<HTMLDivElement>(null);
  const load = (signal: AbortSignal) => Promise.all(ids.map((id) => getTask(id, signal)));
  const tasks = useRequest(load, [ids.join()]);
  async function playTogether() {
    const videos = [...(pane.current?.querySelectorAll('video') ?? [])];
    for (const video of videos) video.currentTime = 0;
    await Promise.all(videos.map((video) => video.play()));
  }
  return (
    <Page
      title="Compare"
      lead="The same moment of both, in a loop."
      actions={<ActionButton act={playTogether}>Play together</ActionButton>}
    >
      <Loaded request={tasks}>
        {(both) => (
          <div class="beside" ref={pane}>
            {both.map((task) => (
              <article key={task._id} aria-label={taskName(task)}>
                <div class="stage">
                  <Player url={task.result_url} task={task} />
                </div>
                <h2>
                  <a href={`/console/tasks/${task._id}`}>{taskName(task)}</a>{' '}
                  <Badge state={taskState(task)} />
                </h2>
                <TaskFacts task={task} />
              </article>
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
