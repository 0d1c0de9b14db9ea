import type { Task } from '../../functions/tasks/task.ts';

/** One thing that must be true, how many things it was asked of, and of which it was not. */
export interface Finding {
  readonly rule: string;
  readonly asked: number;
  readonly broken: readonly string[];
}

export function check<Item>(
  rule: string,
  items: readonly Item[],
  holds: (item: Item) => boolean,
): Finding {
  const broken = items.filter((item) => !holds(item)).map((item) => describe(item));
  return { rule, asked: items.length, broken };
}

function describe(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  if (!('id' in item)) return JSON.stringify(item).slice(0, 200);
  const { id, status, failure, runs } = item as Task;
  return JSON.stringify({ id, status, failure, runs });
}
