import type { TaskKind } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import { isExpired, type Task, type TaskStatus } from './task.ts';
import { type TaskStore, toListedOutcome } from './task-store.ts';

/** How many records one call reads at most, whatever it finds among them. */
const MOST_READ = 200;
/** After every time and id. */
const END = '~';

export interface ListAllTasksDependencies {
  readonly tasks: Pick<TaskStore, 'listPage' | 'getAll'>;
  readonly clock: Clock;
}

export interface ListAllTasksCall {
  readonly owner: string;
  /**
   * By index, one of the three: a page costs what it holds, however many records there are. A state before the end is
   * looked for among the open records.
   */
  readonly kind?: TaskKind | undefined;
  readonly status?: TaskStatus | undefined;
  readonly externalId?: string | undefined;
  /** ISO 8601, UTC; included. */
  readonly from?: string | undefined;
  /** ISO 8601, UTC; not included. */
  readonly to?: string | undefined;
  /** By reading at most 200 records a call: a page may come back short, with a cursor. */
  readonly provider?: string | undefined;
  readonly words?: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  /** The `next` of an earlier answer. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of the owner's tasks of every kind, newest first; `next` is undefined after the last. */
export async function listAllTasks(
  { tasks, clock }: ListAllTasksDependencies,
  call: ListAllTasksCall,
): Promise<{ readonly tasks: Task[]; readonly next: string | undefined }> {
  const { owner, from, to, limit } = call;
  const index = chooseIndex(call);
  const found: Task[] = [];
  let before = [call.after, to].filter((one) => one !== undefined).toSorted()[0] ?? END;
  for (let read = 0; read < MOST_READ; ) {
    const size = Math.min(limit, MOST_READ - read);
    const positions = await tasks.listPage({ owner, ...index, from, before, limit: size });
    const records = await tasks.getAll(positions.map(({ id }) => id));
    const byId = new Map(records.map((task) => [task.id, task]));
    read += positions.length;
    for (const { id, position } of positions) {
      before = position;
      const task = byId.get(id);
      if (task && isWanted(task, call, clock.now())) found.push(task);
      if (found.length === limit) return { tasks: found, next: before };
    }
    if (positions.length < size) return { tasks: found, next: undefined };
  }
  return { tasks: found, next: before };
}

/** The index that leaves the fewest records to read. */
function chooseIndex({ externalId, status, kind }: ListAllTasksCall) {
  if (externalId !== undefined) return { externalId };
  if (status !== undefined) return { outcome: toListedOutcome(status) };
  return { kind };
}

function isWanted(task: Task, call: ListAllTasksCall, now: number): boolean {
  const { kind, status, provider, words, metadata, owner } = call;
  const texts = [task.name, task.request['prompt']].filter((text) => typeof text === 'string');
  return (
    task.owner === owner &&
    task.deletedAt === undefined &&
    !isExpired(task, now) &&
    (kind === undefined || task.kind === kind) &&
    (status === undefined || task.status === status) &&
    (provider === undefined || task.provider === provider) &&
    (words === undefined || texts.some((text) => contains(text, words))) &&
    Object.entries(metadata).every(([name, value]) => getEntry(task, name) === value)
  );
}

function getEntry({ metadata }: Task, name: string): string | undefined {
  return metadata && Object.hasOwn(metadata, name) ? metadata[name] : undefined;
}

const contains = (text: string, words: string) =>
  text.toLocaleLowerCase().includes(words.toLocaleLowerCase());
