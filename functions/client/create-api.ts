import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '#api-types';

/** Every call of the API, typed by its own OpenAPI document. */
export type Api = Client<paths>;

export interface ApiOptions {
  /** Where the service is, such as `https://api.example.com`. */
  readonly baseUrl: string;
  /** An API token, `sk_…`; read before every request. */
  getToken(): string;
  fetch?(request: Request): Promise<Response>;
}

/** A client of every call, which sends the token with each. */
export function createApi({ baseUrl, getToken, fetch }: ApiOptions): Api {
  const api = createClient<paths>({ baseUrl, ...(fetch ? { fetch } : {}) });
  api.use({
    onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${getToken()}`);
      return request;
    },
  });
  return api;
}
