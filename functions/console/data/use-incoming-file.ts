import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Takes a file that is dropped or pasted anywhere on the page. Of several fields the one that it is dropped on or that
 * has the focus takes it, else the first whose type it is.
 * @param type of media, such as `image`
 * @returns whether a file is being dragged over the page
 */
export function useIncomingFile(
  field: RefObject<HTMLElement | null>,
  type: string,
  take: (file: File) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const offer = (event: Event, files: FileList | undefined) => {
      const file = files?.[0];
      if (!file || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target.closest('.media-input') : null;
      if (target ? target !== field.current : !file.type.startsWith(`${type}/`)) return;
      event.preventDefault();
      latest.current(file);
    };
    const listeners = {
      paste: (event: ClipboardEvent) => offer(event, event.clipboardData?.files),
      drop: (event: DragEvent) => {
        setOver(false);
        offer(event, event.dataTransfer?.files);
      },
      dragleave: (event: DragEvent) => setOver(event.relatedTarget !== null),
      dragover: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
    };
    const all = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of all) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of all) document.removeEventListener(name, listener);
    };
  }, [type]);
  return isOver;
}
