import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

/** A photo over a clip, as far as the slider says. */
export function Slider({ photo, children }: { photo: string; children: ComponentChildren }) {
  const top = useRef<HTMLImageElement>(null);
  const move = (percent: string) => top.current?.style.setProperty('--share', `${percent}%`);
  return (
    <div class="slider">
      {children}
      <img ref={top} src={photo} alt="What it was made from" />
      <input
        type="range"
        min="0"
        max="100"
        defaultValue="50"
        aria-label="How much of the photo is shown"
        onInput={({ currentTarget }) => move(currentTarget.value)}
      />
    </div>
  );
}
