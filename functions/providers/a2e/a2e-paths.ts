import { kinds, type TaskKind } from '../../catalog/catalog.ts';
import type { CallEffect, KindCall } from '../../catalog/kind-calls.ts';

/** Where a task of the kind is started. */
export function startPath(kind: TaskKind): string {
  const call = callOf(kind, 'start', 'POST');
  if (!call) throw new Error(`A2E's API has no start of ${kind}.`);
  return kinds[kind].path + call.path;
}

/** Where one record of the kind is read. */
export function detailPath(kind: TaskKind, id: string): string {
  const call = callOf(kind, 'detail', 'GET');
  if (!call) throw new Error(`A2E's API has no record of ${kind}.`);
  return withId(kind, call, id);
}

/** Where a task of the kind is deleted, where that is by DELETE. */
export function deletePath(kind: TaskKind, id: string): string | undefined {
  const call = callOf(kind, 'delete', 'DELETE');
  return call && withId(kind, call, id);
}

/** The last call of that effect: what a kind adds to the usual ones is A2E's own. */
function callOf(
  kind: TaskKind,
  effect: CallEffect,
  method: KindCall['method'],
): KindCall | undefined {
  return kinds[kind].calls.findLast((call) => call.effect === effect && call.method === method);
}

function withId(kind: TaskKind, { path, idField }: KindCall, id: string): string {
  const encoded = encodeURIComponent(id);
  const whole = kinds[kind].path + path.replace(':id', encoded);
  return idField === undefined ? whole : `${whole}?${idField}=${encoded}`;
}
