import { useRef } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { Page } from '../components/page.tsx';
import { Player } from '../components/player.tsx';
import { Problem } from '../components/problem.tsx';
import { TaskFacts } from '../components/task-facts.tsx';
import { getTask } from '../data/tasks.ts';
import { useRequest } from '../data/use-request.ts';

/** Two results side by side, played together. */
export function CompareScreen() {
  const { params } = useRoute();
  const ids = [params['left'] ?? '', params['right'] ?? ''];
  const pane = useRef<HTMLDivElement>(null);
  const { value, error, reload } = useRequest(
    (signal) => Promise.all(ids.map((id) => getTask(id, signal))),
    ids,
  );
  function playTogether() {
    for (const video of pane.current?.querySelectorAll('video') ?? []) {
      video.currentTime = 0;
      void video.play();
    }
  }
  return (
    <Page
      title="Compare"
      actions={
        <button type="button" onClick={playTogether}>
          Play together
        </button>
      }
    >
      <Problem error={error} retry={reload} />
      <div class="compare" ref={pane}>
        {value?.map((task) => (
          <section key={task._id} aria-label={task.name}>
            <h2>
              <a href={`/console/tasks/${task._id}`}>{task.name || task._id}</a>
            </h2>
            {task.result_url ? (
              <Player url={task.result_url} task={task} />
            ) : (
              <p class="note">This task has no result.</p>
            )}
            <TaskFacts task={task} />
          </section>
        ))}
      </div>
    </Page>
  );
}
