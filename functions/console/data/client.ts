import type { components } from '#api-types';
import { createApi } from '../../client/create-api.ts';
import { getData } from '../../client/get-data.ts';
import { rejection, token } from './token.ts';

export type Schemas = components['schemas'];

/** The API, typed by its own OpenAPI document; every call carries the token of this tab. */
export const api = createApi({ baseUrl: location.origin, getToken: () => token.value });

api.use({
  /** Has the sign-in dialog shown again if the API does not take the token. */
  onResponse({ response: { status } }) {
    if (status === 401) rejection.value = 'The API does not know this token (any more).';
    return undefined;
  },
});

/** A path of the API as programs elsewhere call it. */
export const getUrl = (path: string) => location.origin + path;

/** Calls a path that is known only at run time, such as the start of a kind that the document lists. */
export const callPath = <Data>(method: 'post' | 'delete', path: string, body?: object) =>
  getData(api.request(method, path as never, { body } as never)) as Promise<Data>;

/** An error in words for people. */
export function getMessage(error: unknown): string {
  if (error instanceof TypeError) return 'The service can’t be reached. Is it running?';
  return error instanceof Error ? error.message : String(error);
}
