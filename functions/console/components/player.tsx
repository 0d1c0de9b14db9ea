import type { TaskItem } from '../data/tasks.ts';

const isPicture = (url: string) => /\.(jpe?g|png|webp|gif|avif)(\?|$)/i.test(url);
const isSound = (url: string) => /\.(mp3|wav|m4a|ogg)(\?|$)/i.test(url);

/** A result: a clip that plays in a loop, a picture or a sound. */
export function Player({ url, task }: { url: string; task: TaskItem }) {
  const name = `Result of ${task.name}`;
  if (isPicture(url)) return <img src={url} alt={name} />;
  if (isSound(url)) {
    // biome-ignore lint/a11y/useMediaCaption: what was generated comes without captions
    return <audio src={url} controls aria-label={name} />;
  }
  // biome-ignore lint/a11y/useMediaCaption: what was generated comes without captions
  return <video src={url} controls loop playsInline preload="metadata" aria-label={name} />;
}
