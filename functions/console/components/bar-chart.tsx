/** One column: what it stands for, and its parts from the bottom up. */
export interface Column {
  readonly name: string;
  readonly parts: readonly { readonly name: string; readonly value: number; tone: string }[];
}

export interface BarChartProps {
  readonly title: string;
  readonly columns: readonly Column[];
  /** A few pixels high, without words. */
  readonly isSmall: boolean;
}

/** Columns with their parts on top of each other; who can't see them is read the numbers. */
export function BarChart({ title, columns, isSmall }: BarChartProps) {
  const sums = columns.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const highest = Math.max(1, ...sums);
  return (
    <figure class={`chart ${isSmall ? 'small' : ''}`}>
      <figcaption class={isSmall ? 'visually-hidden' : ''}>
        {title} <span class="note">highest: {Math.max(...sums, 0).toLocaleString('en')}</span>
      </figcaption>
      <ol>
        {columns.map(({ name, parts }) => {
          const words = `${name}: ${parts.map((part) => `${part.name} ${part.value}`).join(', ')}`;
          return (
            <li key={name} title={words}>
              <span class="visually-hidden">{words}</span>
              {parts.map(({ name: part, value, tone }) => (
                <i key={part} class={tone} style={{ height: `${(value / highest) * 100}%` }} />
              ))}
            </li>
          );
        })}
      </ol>
      {!isSmall && (
        <p class="chart-ends" aria-hidden="true">
          <span>{columns[0]?.name}</span>
          <span>{columns.at(-1)?.name}</span>
        </p>
      )}
    </figure>
  );
}
