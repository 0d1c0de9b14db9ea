/** Outlines on a grid of 24 by 24. */
const outlines = {
  plus: 'M12 5v14M5 12h14',
  film: 'M4 5h16v14H4zM8 5v14M16 5v14M4 9.7h4M4 14.3h4M16 9.7h4M16 14.3h4',
  hook: 'M10 4v10a4 4 0 1 0 8 0v-2M18 12l-2.5 2.5M18 12l2.5 2.5M7 4h6',
  coin: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v8M9.5 10.5h4a1.5 1.5 0 0 1 0 3h-3a1.5 1.5 0 0 0 0 3h4',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  manual: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  download: 'M12 5v11M7.5 11.5L12 16l4.5-4.5M5 19h14',
  again: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
  send: 'M4 12l16-8-6 16-3-6z',
  alert: 'M12 4l9 16H3zM12 10v4.5M12 17.3v.2',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
} as const;

export type IconName = keyof typeof outlines;

/** A drawing beside words, which say what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={outlines[name]} />
    </svg>
  );
}
