import { InvalidRequestError } from '../catalog/invalid-request-error.ts';

/** There is no such thing of that owner's. */
export class ResourceNotFoundError extends Error {
  override readonly name = 'ResourceNotFoundError';

  /** @param thing what it is called, such as `background` */
  constructor(thing: string, id: string) {
    super(`There is no ${thing} ${id}.`);
  }
}

/** An owner keeps as many things of that sort as one may. */
export class TooManyResourcesError extends Error {
  override readonly name = 'TooManyResourcesError';

  /** @param things what they are called, such as `backgrounds` */
  constructor(things: string, most: number) {
    super(`${most} ${things} are kept, which is the most: delete one before you add another.`);
  }
}

/** @throws InvalidRequestError for what can't be an id (a2e-api 1: 400, not 404) */
export function requireResourceId(thing: string, id: string): void {
  if (/^[0-9a-f]{24}$/i.test(id)) return;
  const message = `Invalid ${thing} ID format: an id is 24 hexadecimal characters`;
  throw new InvalidRequestError([{ field: '', message }]);
}
