import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import type { ProviderCallback } from './provider-callback.ts';
import type { ProviderModel } from './provider-model.ts';
import type { QueryHandlers, QueryName } from './provider-query.ts';

export type {
  Adapter,
  AdapterDefinition,
  AdapterStart,
  AdapterTools,
  CreateClient,
  Picture,
  ProviderClient,
  RequestSigner,
} from './adapter.ts';
export type {
  AdapterCallback,
  CallbackRequest,
  ProviderCallback,
} from './provider-callback.ts';
export type { ModelInput, ProviderModel } from './provider-model.ts';
export type { QueryHandlers, QueryName } from './provider-query.ts';

/** Any JSON value: what can be stored in a record and read back unchanged. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The provider-side work, as its adapter wants to remember it. Stored in the task's record and handed back to
 * `check` and `cancel`; only the adapter that made it knows its shape, and it parses it back before use. It never
 * holds credentials.
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
  /** Where a provider with `callback` says that it is done. Its path holds a secret that nobody else knows. */
  readonly callbackUrl?: string;
}

/** Where a finished file is fetched from: an address, or a key in our own media bucket. */
export type ResultSource = { readonly url: string } | { readonly key: string };

/**
 * A finished file, as it is had at the moment of copying: too large or too secret for the record. `headers` may hold
 * the provider's credentials; they are for that address's own origin and must not follow a redirect to another.
 */
export type ResultFile =
  | { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly bytes: Uint8Array; readonly mediaType: string };

/** What the work cost, as the provider reports it: A2E's coins, the provider's credits, or seconds of computing. */
export interface Cost {
  readonly amount: number;
  readonly unit: 'coins' | 'credits' | 'seconds';
}

export type OperationStatus =
  | {
      readonly state: 'running';
      /** `queued`: accepted, not begun. */
      readonly phase: 'queued' | 'processing';
      /** Percent done, 0 to 100, where the provider tells. */
      readonly progress?: number;
      /** How many are before it, where the provider tells; 0 is next. */
      readonly queuePosition?: number;
    }
  | {
      readonly state: 'completed';
      /** Left out where the file is had from `fetchResult`, and where the work leaves no file. */
      readonly result?: ResultSource;
      /** What else the provider tells of the work, such as `anchor_id`; shown as the kind says (`result.facts`). */
      readonly facts?: Readonly<Record<string, Json>>;
      readonly cost?: Cost;
    }
  | {
      readonly state: 'failed';
      /** A word for programs, one of `failureCodes` or the embedded renderer's; becomes the record's `failed_code`. */
      readonly code: string;
      /** A sentence for people; becomes the record's `failed_message`. */
      readonly message: string;
      readonly cost?: Cost;
    };

/** One field the provider can't honour, and what would be right. */
export interface Refusal {
  readonly field: string;
  readonly message: string;
}

/** A service that generates media: start a piece of work, ask how it is, stop it where that exists. */
export interface Provider {
  readonly name: string;
  /** What it makes. */
  readonly kinds: readonly TaskKind[];
  /** True where a second `start` with the same task id makes no second piece of work. */
  readonly startsOncePerTask: boolean;
  /** What `model_version` of an image-to-video request may choose from; the first is the default. */
  readonly models?: readonly ProviderModel[];
  /** The provider wants to be asked about a piece of work no more often than this, in seconds. */
  readonly secondsBetweenChecks?: number;
  /** There where the provider can say by itself that it is done. */
  readonly callback?: ProviderCallback;
  /** The fields of `request` that this provider can't honour; empty when it takes the request as it is. */
  refusals(kind: TaskKind, request: KindRequest): Refusal[];
  /** How long such a request takes as a rule, in seconds; the first check comes after a part of it. */
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
