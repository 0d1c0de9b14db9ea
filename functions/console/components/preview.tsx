import { useState } from 'preact/hooks';
import { getMediaType, isOurs } from '../data/media.ts';
import { Icon } from './icon.tsx';

export interface PreviewProps {
  readonly url: string;
  /** What the picture shows; empty where words beside it say so. */
  readonly name?: string;
  /** A short clip that plays in place of the picture, now. */
  readonly clip?: string | null | false | undefined;
}

const isStill = matchMedia('(prefers-reduced-motion: reduce)');

/** A small picture of what lies at an address; an outline where it can't be shown. */
export function Preview({ url, name = '', clip }: PreviewProps) {
  const [broken, setBroken] = useState('');
  if (clip && isOurs(clip) && !isStill.matches) {
    return <video class="preview" src={clip} poster={url} muted autoPlay loop playsInline />;
  }
  const type = isOurs(url) && broken !== url ? getMediaType(url) : 'unknown';
  const onError = () => setBroken(url);
  if (type === 'picture') {
    return <img class="preview" src={url} alt={name} loading="lazy" onError={onError} />;
  }
  if (type === 'video') {
    return <video class="preview" src={url} muted playsInline preload="metadata" />;
  }
  // biome-ignore lint/a11y/useMediaCaption: a recording of the user's own; there are no captions to it
  if (type === 'sound') return <audio class="preview" src={url} controls aria-label={name} />;
  return (
    <span class="preview">
      <Icon name="image" />
    </span>
  );
}
