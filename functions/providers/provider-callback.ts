import type { TaskKind } from '../catalog/catalog.ts';
import type { Operation } from './operation.ts';

/** A request that says it comes from a provider, as it arrived. */
export interface CallbackRequest {
  /** The whole address it was sent to. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The exact bytes: signatures are made over them. */
  readonly rawBody: Uint8Array;
}

/** What is known here of the work that a callback should be about. */
export interface CallbackExpectation {
  /** The address that the start was given; what a request must be sent to, in path and query. */
  readonly callbackUrl: string;
  /** Undefined while the start's answer has not been recorded: a callback may be faster. */
  readonly operation?: Operation;
}

/** The callbacks of a provider that makes them. */
export interface ProviderCallback {
  /** The kinds for which it calls back. Optional; defaults to all of its kinds. */
  readonly kinds?: readonly TaskKind[];
  /**
   * Nothing when the callback is not genuine: forged, too old, or about other work. A genuine one says whether the
   * work is at its end, no more: the status is then asked for with `check`, so that a repeated callback changes nothing.
   * @throws ProviderError when the keys to verify with could not be fetched.
   */
  verify(
    request: CallbackRequest,
    expected: CallbackExpectation,
  ): Promise<{ readonly finished: boolean } | undefined>;
}

/** How an adapter recognises its provider's callbacks, once they came to the right address and hold JSON. */
export interface AdapterCallback {
  /** The kinds for which it calls back. Optional; defaults to all of its kinds. */
  readonly kinds?: readonly TaskKind[];
  /** Nothing for one that is forged, too old, or about other work than `operation`. */
  verify(
    request: CallbackRequest & { readonly body: unknown },
    operation: Operation | undefined,
  ): Promise<{ readonly finished: boolean } | undefined>;
}
