import type { OpenApi } from '../../client/openapi/open-api.ts';

let asked: Promise<OpenApi> | undefined;

/** The API's OpenAPI document; asked for once. */
export function getDocument(): Promise<OpenApi> {
  asked ??= fetch('/openapi.json')
    .then((response) => response.json() as Promise<OpenApi>)
    .catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
  return asked;
}
