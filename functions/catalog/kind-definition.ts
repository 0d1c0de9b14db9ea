import type * as z from 'zod';

/** The names of the task kinds, as records, events and the workflow's input spell them. */
export type TaskKind = 'image-to-video';

/** One kind of task: what may be asked, what it costs, and how A2E's API spells it. */
export interface KindDefinition<Request> {
  readonly kind: TaskKind;
  /** Where A2E's API keeps this kind; routes below it are `start`, `{_id}`, `allRecords`, ... */
  readonly path: string;
  /** Reads a caller's body: aliases, defaults, refusals in words. Unknown fields are dropped, as A2E does. */
  readonly request: z.ZodType<Request>;
  /** How many tasks one request makes. */
  copies(request: Request): number;
  /** The price of one task, in coins; the operator may have set another price per second of what is made. */
  coins(request: Request, coinsPerSecond?: number): number;
  /** The fields of the request that the record shows again. */
  present(request: Request): Record<string, unknown>;
}
