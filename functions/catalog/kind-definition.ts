import type * as z from 'zod';
import type { KindCall } from './kind-calls.ts';
import type { ShownTask } from './task-records.ts';

/**
 * What a task is asked for, after defaults and aliases. The fields named here mean the same for every kind; all others
 * are the kind's own.
 */
export interface KindRequest {
  /** What the caller calls the task. */
  readonly name?: string | undefined;
  /** The provider that the caller chose. */
  readonly provider?: string | undefined;
  /** The model that the caller chose, or what the kind itself means by it. */
  readonly model_version?: string | undefined;
  readonly [field: string]: unknown;
}

/** What a task costs. */
export interface Price {
  readonly amount: number;
  readonly currency: 'coins' | 'diamonds';
}

/** What a finished task has: one file, and facts that the provider tells. */
export interface KindResult {
  /** The record's field with the file's address, and that of A2E's own records; left out where there is no file. */
  readonly field?: string;
  /** True where the field holds a list of addresses. */
  readonly isList?: true;
  /** What the file is, where nothing says it: `video/mp4` unless it is told here. */
  readonly mediaType?: string;
  /** Fields of the provider's record that ours shows too once the task is completed, such as `anchor_id`. */
  readonly facts?: readonly string[];
}

/**
 * One kind of task, in one file: what may be asked, what it costs, and how A2E's API spells it. Routes, validation,
 * lists, quotes, the OpenAPI document and the A2E provider's requests all come from it.
 */
export interface KindDefinition<Request extends KindRequest = KindRequest> {
  /** Its name in records, events, the configuration and the workflow's input, such as `image-to-video`. */
  readonly kind: string;
  /** What it makes, in a few words that stand alone: a title in the documentation. */
  readonly summary: string;
  /** Where A2E's API keeps this kind, such as `/api/v1/userImage2Video`. */
  readonly path: string;
  /** What can be called below the path. */
  readonly calls: readonly KindCall[];
  /** Reads a caller's body: aliases, defaults, refusals in words. Unknown fields are dropped, as A2E does. */
  readonly request: z.ZodType<Request>;
  /** A body that is accepted as it is: for the documentation, and for tests of all kinds. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The field that says how many tasks one request makes, a whole number; one where it is left out. */
  readonly copiesField?: string;
  /** The price of one task; the operator may have set another price in coins per second of what is made. */
  price(request: Request, coinsPerSecond?: number): Price;
  /** How much is made, in seconds of media; what takes longer the more there is of it. Left out where nothing tells. */
  seconds?(request: Request): number;
  /** How long it takes at A2E as a rule, in seconds, until it has been learned. */
  readonly expectedSeconds: number;
  readonly result: KindResult;
  /** The task as A2E shows one of this kind. */
  record(task: ShownTask<Request>): Record<string, unknown>;
  /** How A2E's records of this kind say where the work stands: most by `current_status`, avatar videos by `status`. */
  readonly statusField?: 'current_status' | 'status';
}
