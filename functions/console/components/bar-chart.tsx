/** One column: what it stands for, and its parts from the bottom up. */
export interface Column {
  readonly name: string;
  readonly parts: readonly {
    readonly name: string;
    readonly value: number;
    readonly tone: string;
  }[];
}

const HEIGHT = 120;

/** Columns with their parts on top of each other, and the same as a table for who can't see them. */
export function BarChart({ title, columns }: { title: string; columns: readonly Column[] }) {
  const sums = columns.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const highest = Math.max(1, ...sums);
  const step = 600 / Math.max(1, columns.length);
  return (
    <figure class="chart">
      <figcaption>
        {title}
        <span class="note"> highest: {Math.max(...sums, 0).toLocaleString('en')}</span>
      </figcaption>
      <svg viewBox={`0 0 600 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {columns.map(({ name, parts }, index) => {
          let top = HEIGHT;
          return parts.map((part) => {
            const height = (part.value / highest) * (HEIGHT - 4);
            top -= height;
            return (
              <rect
                key={name + part.name}
                class={part.tone}
                x={index * step + step * 0.12}
                y={top}
                width={step * 0.76}
                height={height}
              >
                <title>{`${name}: ${part.name} ${part.value}`}</title>
              </rect>
            );
          });
        })}
      </svg>
      <div class="chart-ends" aria-hidden="true">
        <span>{columns[0]?.name}</span>
        <span>{columns.at(-1)?.name}</span>
      </div>
      <table class="visually-hidden">
        <caption>{title}</caption>
        <tbody>
          {columns.map(({ name, parts }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{parts.map((part) => `${part.name} ${part.value}`).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
