import type { OpenApi } from '../../client/openapi/open-api.ts';
import { type DescribedKind, readKinds } from '../../client/openapi/read-kinds.ts';

let asked: Promise<readonly DescribedKind[]> | undefined;

/** Every kind of task, in the order of the reference; asked for once. */
export function listKinds(): Promise<readonly DescribedKind[]> {
  asked ??= fetch('/openapi.json')
    .then((response) => response.json() as Promise<OpenApi>)
    .then(readKinds)
    .catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
  return asked;
}
