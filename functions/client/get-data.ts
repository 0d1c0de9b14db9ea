import { ApiFailure } from './api-failure.ts';

/** What openapi-fetch answers: the envelope, or the refusal. */
interface Answer<Data> {
  readonly data?: { readonly data: Data };
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What the envelope holds.
 * @throws ApiFailure where the API refused; TypeError where it could not be reached.
 */
export async function getData<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (data !== undefined) return data.data;
  const isRefusal = typeof error === 'object' && error !== null;
  throw new ApiFailure(response.status, isRefusal ? error : undefined);
}
