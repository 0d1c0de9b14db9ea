import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps<Row> {
  readonly rows: readonly Row[];
  /** The height of every row, in pixels. */
  readonly rowHeight: number;
  readonly getKey: (row: Row) => string;
  readonly children: (row: Row, index: number) => ComponentChildren;
  /** Called when the end comes into sight. */
  readonly onEnd: () => void;
}

const MARGIN = 8;

/** A list of any length of which only what can be seen is in the page. */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { rows, rowHeight, getKey, children, onEnd } = props;
  const list = useRef<HTMLUListElement>(null);
  const [range, setRange] = useState({ from: 0, to: 30 });

  useEffect(() => {
    const update = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const from = Math.max(0, Math.floor(-top / rowHeight) - MARGIN);
      const to = from + Math.ceil(window.innerHeight / rowHeight) + 2 * MARGIN;
      setRange((old) => (old.from === from && old.to === to ? old : { from, to }));
      if (to >= rows.length) onEnd();
    };
    update();
    window.addEventListener('scroll', update, { passive: true });
    window.addEventListener('resize', update);
    return () => {
      window.removeEventListener('scroll', update);
      window.removeEventListener('resize', update);
    };
  }, [rows.length, rowHeight, onEnd]);

  return (
    <ul ref={list} class="rows" style={{ height: `${rows.length * rowHeight}px` }}>
      {rows.slice(range.from, range.to).map((row, offset) => (
        <li
          key={getKey(row)}
          style={{ top: `${(range.from + offset) * rowHeight}px`, height: `${rowHeight}px` }}
        >
          {children(row, range.from + offset)}
        </li>
      ))}
    </ul>
  );
}
