import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import type { Model } from './model.ts';
import type { Operation, OperationStatus, Refusal, ResultFile } from './operation.ts';
import type { ProviderCallback } from './provider-callback.ts';
import type { QueryHandlers, QueryName } from './provider-query.ts';

/** One start, as the provider sees it. `request` has passed the kind's schema and `refusals`. */
export interface StartCall {
  /** Our task's id: 24 hexadecimal characters or an execution's name. An idempotent provider starts once per id. */
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly request: KindRequest;
  /** Which of the copies that one request asked for: 0 for the first. */
  readonly variant: number;
  /** Where a provider with `callback` says that it is done. Its path holds a secret that nobody else knows. */
  readonly callbackUrl?: string;
}

/** A service that generates media: start a piece of work, ask how it is, stop it where that exists. */
export interface Provider {
  readonly name: string;
  /** What it makes. */
  readonly kinds: readonly TaskKind[];
  /** True where a second `start` with the same task id makes no second piece of work. */
  readonly startsOncePerTask: boolean;
  /** What `model_version` of a request may choose from; the first of a kind is its default. Undefined if it has no choice. */
  readonly models?: readonly Model[];
  /** The provider wants to be asked about a piece of work no more often than this, in seconds. */
  readonly secondsBetweenChecks?: number;
  /** There where the provider can say by itself that it is done. */
  readonly callback?: ProviderCallback;
  /** The fields of `request` that this provider can't honour; empty when it takes the request as it is. */
  refusals(kind: TaskKind, request: KindRequest): Refusal[];
  /** How long such a request usually takes, in seconds; the first check comes after a part of it. */
  expectedSeconds(kind: TaskKind, request: KindRequest): number;
  /**
   * Sends the start once and never again by itself.
   * @throws ProviderError when the work was certainly not accepted, StartOutcomeUnknownError when nobody knows.
   */
  start(call: StartCall): Promise<Operation>;
  /** @throws ProviderError when the provider could not be asked. Pending work is a status, never an error. */
  check(operation: Operation): Promise<OperationStatus>;
  /** The finished file, for a completed operation whose status has no `result`. @throws ProviderError */
  fetchResult?(operation: Operation): Promise<ResultFile>;
  /** What it answers at once, where there is such a thing. */
  readonly queries?: readonly QueryName[];
  /** How it answers them; there only in a function that speaks to it. */
  readonly queryHandlers?: Partial<QueryHandlers>;
  /** Asks the provider to stop; finished work stays as it is. @throws ProviderError when it could not be asked. */
  cancel?(operation: Operation): Promise<void>;
}
