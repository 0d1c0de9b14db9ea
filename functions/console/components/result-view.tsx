import { useState } from 'preact/hooks';
import { isOurs } from '../data/media.ts';
import type { TaskDetail } from '../data/tasks.ts';
import { duration, isOpen, stateWords } from '../data/words.ts';
import { Icon } from './icon.tsx';
import { Player } from './player.tsx';
import { Tabs } from './tabs.tsx';

const views = ['Result', 'Beside the photo', 'Slider'] as const;

/** What was made, alone, beside the photo or under a slider, to be downloaded; before that, how far it is. */
export function ResultView({ task }: { task: TaskDetail }) {
  const [view, setView] = useState<(typeof views)[number]>('Result');
  const urls = task.result_urls.length > 0 ? task.result_urls : [task.result_url].filter(Boolean);
  const hasPhoto = isOurs(task.image_url);
  if (urls.length === 0) return <Expectation task={task} hasPhoto={hasPhoto} />;
  const photo = <img src={task.image_url} alt="What it was made from" />;
  return (
    <section class="result" aria-label="Result">
      <div class={view === 'Beside the photo' || urls.length > 1 ? 'beside' : view.toLowerCase()}>
        {view === 'Beside the photo' && <div class="stage">{photo}</div>}
        {urls.map((url) => (
          <div key={url} class="stage">
            <Player url={url} task={task} />
            {view === 'Slider' && photo}
          </div>
        ))}
        {view === 'Slider' && <SliderHandle />}
      </div>
      <div class="result-foot">
        {hasPhoto && urls.length === 1 && (
          <Tabs label="View" choices={views} chosen={view} onChoose={setView} />
        )}
        {urls.map((url, index) => (
          <a key={url} class="button" href={url} download>
            <Icon name="download" />
            {urls.length > 1 ? `Download ${index + 1}` : 'Download'}
          </a>
        ))}
      </div>
    </section>
  );
}

/** Says how far the photo covers the clip, by a property that the style sheet reads. */
function SliderHandle() {
  return (
    <input
      {...{ type: 'range', min: '0', max: '100', defaultValue: '50' }}
      aria-label="How much of the photo is shown"
      onInput={({ currentTarget: { value, parentElement } }) =>
        parentElement?.style.setProperty('--share', `${value}%`)
      }
    />
  );
}

/** Where the result will be: the photo, and how far the task is or why there is none. */
function Expectation({ task, hasPhoto }: { task: TaskDetail; hasPhoto: boolean }) {
  const { current_status: status, process, eta, failed_message, failed_code, image_url } = task;
  return (
    <div class="stage waiting">
      {hasPhoto && <img src={image_url} alt="What it is made from" />}
      {isOpen(status) ? (
        <div aria-live="polite">
          <strong>{process} %</strong>
          <progress value={process} max="100" aria-label="Progress" />
          <p>{stateWords[status] + (eta ? ` · about ${duration(eta.p50_seconds)} to go` : '')}</p>
        </div>
      ) : (
        <div role="alert">
          <Icon name="alert" />
          <p>{failed_message || 'There is no file.'}</p>
          <code>{failed_code}</code>
        </div>
      )}
    </div>
  );
}
