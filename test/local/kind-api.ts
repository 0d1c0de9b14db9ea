import { isSameFamily, kinds, type TaskKind, taskKinds } from '../../functions/catalog/catalog.ts';
import type { CallEffect } from '../../functions/catalog/kind-calls.ts';
import type { Answered, Api } from './api.ts';

/** A client of the calls of one kind, in the spellings of its family. */
export function kindApi(api: Api, kind: TaskKind) {
  function call(effects: readonly CallEffect[], id = '', body?: object): Promise<Answered> {
    const found = [kind, ...taskKinds.filter((other) => isSameFamily(kind, other))]
      .flatMap((one) => kinds[one].calls)
      .find(({ effect }) => effects.includes(effect));
    if (!found) throw new Error(`${kind} has no ${effects.join(' or ')}.`);
    const { method, path, idField } = found;
    const query = idField && method === 'GET' ? `?${idField}=${id}` : '';
    const named = idField && method !== 'GET' ? { [idField]: id } : undefined;
    const whole = `${kinds[kind].path}${path.replace(':id', id)}${query}`;
    return api.call(method, whole, named ?? body);
  }

  return {
    start: (body: object) => call(['start', 'start-array'], '', body),
    detail: (id: string) => call(['detail'], id),
    page: () => call(['page', 'page-list']),
    batch: (ids: string[]) => call(['batch'], '', { ids }),
    average: () => call(['average']),
    remove: (id: string) => call(['delete'], id),
  };
}
