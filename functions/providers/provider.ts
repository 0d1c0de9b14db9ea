import type { KindRequest, TaskKind } from '../catalog/catalog.ts';

/** Any JSON value: what can be stored in a record and read back unchanged. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The provider-side work, as its adapter wants to remember it. Stored in the task's record and handed back to
 * `check` and `cancel`; only the adapter that made it knows its shape, and it parses it back before use.
 */
export type Operation = Json;

/** One start, as the provider sees it. `request` has passed the kind's schema and `refusals`. */
export interface StartCall {
  /** Our task's id: 24 hexadecimal characters or an execution's name. An idempotent provider starts once per id. */
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly request: KindRequest;
  /** Which of the copies that one request asked for: 0 for the first. */
  readonly variant: number;
}

/** Where a finished file is fetched from: an address, or a key in our own media bucket. */
export type ResultSource = { readonly url: string } | { readonly key: string };

export type OperationStatus =
  | {
      readonly state: 'running';
      /** `queued`: accepted, not begun. */
      readonly phase: 'queued' | 'processing';
      /** Percent done, 0 to 100, where the provider tells. */
      readonly progress?: number;
    }
  | { readonly state: 'completed'; readonly result: ResultSource }
  | {
      readonly state: 'failed';
      /** A word for programs, such as `image_unreachable`; becomes the record's `failed_code`. */
      readonly code: string;
      /** A sentence for people; becomes the record's `failed_message`. */
      readonly message: string;
    };

/** One field the provider can't honour, and what would be right. */
export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** A service that generates media: start a piece of work, ask how it is, stop it where that exists. */
export interface Provider {
  readonly name: string;
  /** True where a second `start` with the same task id makes no second piece of work. */
  readonly startsOncePerTask: boolean;
  /** The fields of `request` that this provider can't honour; empty when it takes the request as it is. */
  refusals(kind: TaskKind, request: KindRequest): Refusal[];
  /** How long such a request takes as a rule, in seconds; the first check comes after a part of it. */
  expectedSeconds(kind: TaskKind, request: KindRequest): number;
  /** @throws ProviderError when the work was certainly not accepted. */
  start(call: StartCall): Promise<Operation>;
  /** @throws ProviderError when the provider could not be asked. Pending work is a status, never an error. */
  check(operation: Operation): Promise<OperationStatus>;
  cancel?(operation: Operation): Promise<void>;
}
