import type { TaskItem } from '../../client/kinds.ts';
import { getMediaType } from '../data/media.ts';
import { taskName } from '../data/words.ts';

/** A result: a clip that plays in a loop, a picture or a sound. */
export function Player({ url, task }: { url: string; task: TaskItem }) {
  const name = `Result of ${taskName(task)}`;
  const { width, height, poster_url: poster } = task.media ?? {};
  const size = { width: width ?? undefined, height: height ?? undefined };
  if (!url) return <p>This task has no result.</p>;
  const type = getMediaType(url);
  if (type === 'picture') return <img src={url} alt={name} {...size} />;
  if (type === 'sound') {
    // biome-ignore lint/a11y/useMediaCaption: what was generated comes without captions
    return <audio src={url} controls aria-label={name} />;
  }
  return (
    <video
      {...{ src: url, poster: poster ?? undefined, 'aria-label': name, ...size }}
      {...{ controls: true, loop: true, playsInline: true, preload: 'metadata' }}
    />
  );
}
