import createClient from 'openapi-fetch';
import type { components, paths } from '#api-types';
import { rejection, token } from './token.ts';

export type Schemas = components['schemas'];

/** A refusal by the API, with the fields that it names. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  readonly status: number;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  readonly traceId: string;

  constructor(status: number, refusal: Partial<Schemas['Refusal']> | undefined) {
    super(refusal?.message ?? `The API answered ${status}.`);
    this.status = status;
    this.fields = refusal?.errors ?? [];
    this.traceId = refusal?.trace_id ?? '';
  }
}

/** The API, typed by its own OpenAPI document; every call carries the token of this tab. */
export const api = createClient<paths>({ baseUrl: location.origin });

api.use({
  onRequest({ request }) {
    request.headers.set('authorization', `Bearer ${token.value}`);
    return request;
  },
  onResponse({ response }) {
    noteRejection(response);
    return undefined;
  },
});

/** Has the sign-in dialog shown again if the API does not take the token. */
function noteRejection({ status }: Response): void {
  if (status === 401) rejection.value = 'The API does not know this token (any more).';
}

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
  if (data === undefined) throw new ApiFailure(response.status, error as Schemas['Refusal']);
  return data.data;
}

/** Calls a path that is known only at run time, such as the start of a kind that the document lists. */
export async function callPath<Data>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Data> {
  const response = await fetch(path, {
    method,
    headers: { authorization: `Bearer ${token.value}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  noteRejection(response);
  const answer = (await response.json()) as { data: Data } & Schemas['Refusal'];
  if (!response.ok) throw new ApiFailure(response.status, answer);
  return answer.data;
}

/** An error in words for people. */
export function getMessage(error: unknown): string {
  if (error instanceof TypeError) return 'The service can’t be reached. Is it running?';
  return error instanceof Error ? error.message : String(error);
}
