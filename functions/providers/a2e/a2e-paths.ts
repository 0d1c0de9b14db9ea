import { isSameFamily, kinds, type TaskKind, taskKinds } from '../../catalog/catalog.ts';
import type { CallEffect, KindCall } from '../../catalog/kind-calls.ts';

/** A request about one record. */
export interface RecordCall {
  readonly method: KindCall['method'];
  readonly path: string;
  /** The body, where the id is in it. */
  readonly json?: Readonly<Record<string, string>>;
}

/** Where a task of the kind is started. */
export function startPath(kind: TaskKind): string {
  const call =
    findCall(kind, ({ effect }) => effect === 'start') ??
    findCall(kind, ({ effect }) => effect === 'start-array');
  if (!call) throw new Error(`A2E's API has no start of ${kind}.`);
  return kinds[kind].path + call.path;
}

/**
 * How one record of the kind is read, the surest way first: where A2E has documented what an array of results holds,
 * that comes before its newer detail.
 */
export function detailCalls(kind: TaskKind, id: string): readonly RecordCall[] {
  const effects: readonly CallEffect[] = ['detail-array', 'detail'];
  return effects.flatMap((wanted) => {
    const call = findCall(kind, ({ effect }) => effect === wanted);
    return call ? [withId(kind, call, id)] : [];
  });
}

/** How a task of the kind is deleted. */
export function deleteCall(kind: TaskKind, id: string): RecordCall | undefined {
  const call = findCall(kind, ({ effect }) => effect === 'delete');
  return call && withId(kind, call, id);
}

/** The last such call of the kind's own, else of its family's: what a kind adds to the usual ones is A2E's own. */
function findCall(kind: TaskKind, isWanted: (call: KindCall) => boolean): KindCall | undefined {
  const family = taskKinds.filter((other) => isSameFamily(kind, other));
  return [kind, ...family]
    .map((one) => kinds[one].calls.findLast(isWanted))
    .find((call) => call !== undefined);
}

function withId(kind: TaskKind, { method, path, idField }: KindCall, id: string): RecordCall {
  const encoded = encodeURIComponent(id);
  const whole = kinds[kind].path + path.replace(':id', encoded);
  if (idField === undefined) return { method, path: whole };
  if (method === 'GET') return { method, path: `${whole}?${idField}=${encoded}` };
  return { method, path: whole, json: { [idField]: id } };
}
