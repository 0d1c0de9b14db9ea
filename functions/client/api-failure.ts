import type { components } from '#api-types';

type Refusal = components['schemas']['Refusal'];

/** A refusal by the API, with the fields that it names. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  /** The HTTP status. */
  readonly status: number;
  /** The fields that are wrong, and what would be right; empty if the refusal names none. */
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  /** By which the service's operator finds the request; empty if unknown. */
  readonly traceId: string;

  constructor(status: number, refusal: Partial<Refusal> | undefined) {
    super(refusal?.message ?? `The API answered ${status}.`);
    this.status = status;
    this.fields = refusal?.errors ?? [];
    this.traceId = refusal?.trace_id ?? '';
  }
}
