import { useState } from 'preact/hooks';
import { isOurs } from '../data/media-origin.ts';
import { Icon } from './icon.tsx';

const isVideo = (url: string) => /\.(mp4|mov|webm|m4v)(\?|$)/i.test(url);
const isSound = (url: string) => /\.(mp3|wav|m4a|ogg|opus|flac)(\?|$)/i.test(url);

/** A small picture of what lies at an address; an outline where it can't be shown. */
export function Preview({ url, name }: { url: string; name: string }) {
  const [broken, setBroken] = useState('');
  if (broken === url || !isOurs(url)) {
    return (
      <span class="preview">
        <Icon name="image" />
      </span>
    );
  }
  if (isSound(url)) {
    // biome-ignore lint/a11y/useMediaCaption: a recording of the user's own; there are no captions to it
    return <audio class="preview-sound" src={url} controls />;
  }
  if (isVideo(url)) {
    return (
      <video class="preview" src={url} muted playsInline preload="metadata" aria-label={name} />
    );
  }
  return <img class="preview" src={url} alt={name} loading="lazy" onError={() => setBroken(url)} />;
}
