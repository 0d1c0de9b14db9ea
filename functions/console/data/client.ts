import type { components } from '#api-types';
import { ApiFailure } from '../../client/api-failure.ts';
import { createApi } from '../../client/create-api.ts';
import { rejection, token } from './token.ts';

export type Schemas = components['schemas'];

/** The API, typed by its own OpenAPI document; every call carries the token of this tab. */
export const api = createApi({ baseUrl: location.origin, getToken: () => token.value });

api.use({
  onResponse({ response }) {
    noteRejection(response);
    return undefined;
  },
});

/** Has the sign-in dialog shown again if the API does not take the token. */
function noteRejection({ status }: Response): void {
  if (status === 401) rejection.value = 'The API does not know this token (any more).';
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
