import { useState } from 'preact/hooks';
import { isOurs } from '../data/media-origin.ts';
import type { TaskItem } from '../data/tasks.ts';
import { Icon } from './icon.tsx';
import { Player } from './player.tsx';
import { Slider } from './slider.tsx';

/** What was made, alone, beside the photo or under a slider; to be downloaded. */
export function ResultView({ task }: { task: TaskItem }) {
  const [view, setView] = useState<'result' | 'beside' | 'slider'>('result');
  const urls = task.result_urls.length > 0 ? task.result_urls : [task.result_url].filter(Boolean);
  const [url] = urls;
  if (!url) return null;
  const views = [
    ['result', 'Result'],
    ['beside', 'Beside the photo'],
    ['slider', 'Slider'],
  ] as const;
  return (
    <section class="result" aria-label="Result">
      {isOurs(task.image_url) && urls.length === 1 && (
        <fieldset class="tabs" aria-label="View">
          {views.map(([one, name]) => (
            <button
              key={one}
              type="button"
              aria-pressed={view === one}
              onClick={() => setView(one)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      )}
      {view === 'slider' ? (
        <Slider photo={task.image_url}>
          <Player url={url} task={task} />
        </Slider>
      ) : (
        <div class={view === 'beside' ? 'beside' : ''}>
          {view === 'beside' && <img src={task.image_url} alt="What it was made from" />}
          {urls.map((one) => (
            <Player key={one} url={one} task={task} />
          ))}
        </div>
      )}
      <p class="result-foot">
        {urls.map((one, index) => (
          <a key={one} class="button" href={one} download>
            <Icon name="download" />
            {urls.length > 1 ? `Download ${index + 1}` : 'Download'}
          </a>
        ))}
      </p>
    </section>
  );
}
