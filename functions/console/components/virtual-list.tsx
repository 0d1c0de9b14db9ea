import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps<Item> {
  readonly items: readonly Item[];
  readonly class: string;
  /** The height of every item, in pixels. */
  readonly height: number;
  /** As many stand side by side as have this width, in pixels; by default one. */
  readonly width?: number | undefined;
  readonly getKey: (item: Item) => string;
  readonly children: (item: Item) => ComponentChildren;
  /** Called when the end comes into sight. */
  readonly onEnd: () => void;
}

/** How far above and below what can be seen items are in the page too, in pixels. */
const MARGIN = 500;

/** A list of any length of which only what can be seen is in the page; the arrow keys go through it. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, height, width = Number.POSITIVE_INFINITY, getKey, children, onEnd } = props;
  const list = useRef<HTMLUListElement>(null);
  const [range, setRange] = useState({ columns: 1, from: 0, to: 30 });

  useLayoutEffect(() => {
    const update = () => {
      const { top = 0, width: all = 0 } = list.current?.getBoundingClientRect() ?? {};
      const columns = Math.max(1, Math.floor(all / width));
      const row = Math.max(0, Math.floor((-top - MARGIN) / height));
      const rows = Math.ceil((window.innerHeight + 2 * MARGIN) / height);
      const next = { columns, from: row * columns, to: (row + rows) * columns };
      setRange((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next));
      if (next.to >= items.length) onEnd();
    };
    update();
    window.addEventListener('scroll', update, { passive: true });
    window.addEventListener('resize', update);
    return () => {
      window.removeEventListener('scroll', update);
      window.removeEventListener('resize', update);
    };
  }, [items.length, height, width, onEnd]);

  const { columns, from, to } = range;
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowDown: columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 },
  };
  function move(event: KeyboardEvent) {
    const step = steps[event.key];
    if (!step || !(event.target instanceof HTMLAnchorElement)) return;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const next = links[links.indexOf(event.target) + step];
    if (next) event.preventDefault();
    next?.focus();
  }
  return (
    <ul
      ref={list}
      class={`virtual ${props.class}`}
      style={{ height: `${Math.ceil(items.length / columns) * height}px` }}
      onKeyDown={move}
    >
      {items.slice(from, to).map((item, offset) => {
        const at = from + offset;
        const left = `${((at % columns) * 100) / columns}%`;
        const top = `${Math.floor(at / columns) * height}px`;
        const style = { left, top, width: `${100 / columns}%`, height: `${height}px` };
        return (
          <li key={getKey(item)} style={style}>
            {children(item)}
          </li>
        );
      })}
    </ul>
  );
}
