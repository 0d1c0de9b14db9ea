/**
 * What a call of a kind does:
 * - `start`: makes the task, or tasks, of the body;  `start-array`: the same, always answered as an array;
 * - `retry`: makes another task of the request of one that failed;
 * - `detail`: one record;  `detail-array`: the same in an array;
 * - `page`: `{ rows, count }`, newest first (a2e-api 1.5, style A), and of one `status` where that is asked;
 * - `page-size`: the same, asked for by `page` and `page_size`;
 * - `page-current`: style B;  `page-list`: style A', with the records under `list` too;
 * - `unfinished`, `completed`, `all`: an array of the newest records, without pages;
 * - `batch`: the records of `{ ids }`;
 * - `average`: how long recent tasks took;
 * - `delete`: cancels a waiting task, hides a finished one;
 * - `rename`: sets the name;
 * - `note`: a client says what a person did with the result; the record stays as it is.
 */
export type CallEffect =
  | 'start'
  | 'start-array'
  | 'retry'
  | 'detail'
  | 'detail-array'
  | 'page'
  | 'page-current'
  | 'page-list'
  | 'page-size'
  | 'unfinished'
  | 'completed'
  | 'all'
  | 'batch'
  | 'average'
  | 'delete'
  | 'rename'
  | 'note';

/** One operation that A2E has for a kind. */
export interface KindCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the kind's own path; `:id` stands for the task's id. */
  readonly path: string;
  readonly effect: CallEffect;
  /** Where the id is, when it is not in the path: a field of the query or of the body. */
  readonly idField?: string;
  /** How many records a page has where the caller does not say. Optional; defaults to 10 (a2e-api 1.5). */
  readonly pageSize?: number;
}

/** The calls that A2E's newer families have in common, and that we answer for every kind (a2e-api 2.1). */
export function usualCalls(
  { start }: { readonly start: string } = { start: '/start' },
  effect: 'start' | 'start-array' = 'start',
): KindCall[] {
  return [
    { method: 'POST', path: start, effect },
    { method: 'GET', path: '/allRecords', effect: 'page' },
    { method: 'GET', path: '/allProcessing', effect: 'unfinished' },
    { method: 'POST', path: '/batchDetail', effect: 'batch' },
    { method: 'GET', path: '/avgProcessingTime', effect: 'average' },
    { method: 'GET', path: '/detail/:id', effect: 'detail' },
    { method: 'GET', path: '/:id', effect: 'detail' },
    { method: 'DELETE', path: '/:id', effect: 'delete' },
    { method: 'POST', path: '/:id/markShared', effect: 'note' },
    { method: 'POST', path: '/:id/markDownloaded', effect: 'note' },
    { method: 'POST', path: '/:id/markCopied', effect: 'note' },
  ];
}

/** The usual calls of a family whose pages have 20 records by default (a2e-api 16). */
export function callsWithPagesOf20(): KindCall[] {
  return withOwn(usualCalls(), [
    { method: 'GET', path: '/allRecords', effect: 'page', pageSize: 20 },
  ]);
}

/** A call that sets a record's `name`. */
export const renameCall: KindCall = { method: 'PUT', path: '/:id', effect: 'rename' };

/** The usual calls with a family's own after them, each in place of a usual one of the same method and path. */
export function withOwn(usual: readonly KindCall[], own: readonly KindCall[]): KindCall[] {
  const isReplaced = ({ method, path }: KindCall) =>
    own.some((call) => call.method === method && call.path === path);
  return [...usual.filter((call) => !isReplaced(call)), ...own];
}
