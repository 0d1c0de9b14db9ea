import { randomBytes } from 'node:crypto';
import type * as z from 'zod';

/** What JSON can carry; a database keeps it as it is. */
export type ResourceContent = Readonly<Record<string, z.core.util.JSONType>>;

/** Something that an owner keeps with us: a saved face, a background, an avatar, a spoken text. */
export interface Resource {
  readonly owner: string;
  /** What sort of thing it is, in the plural, such as `tts-previews`. */
  readonly collection: string;
  /** Made by `newResourceId`: ids sort by the time they were made at, and so do lists. */
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it expires, in seconds since 1970; optional, defaults to never. */
  readonly expiresAt?: number;
  /** Parsed by whoever reads it back. */
  readonly content: ResourceContent;
}

/** A thing that is kept for a time. */
export type Expiring = Resource & Required<Pick<Resource, 'expiresAt'>>;

/** Where one thing lies. Nobody finds a thing under another owner's name. */
export type ResourceAddress = Pick<Resource, 'owner' | 'collection' | 'id'>;

/** The things that owners keep, each in a collection of its owner's. Every method is one call of the database. */
export interface ResourceStore {
  /** Adds one thing. False when the collection has that id already, and its time is not over; it is then left as it is. */
  add(resource: Resource): Promise<boolean>;
  /**
   * Puts `next` in the place of a thing that expires. False when that thing is not there any more: it is known by its
   * address and its two times.
   */
  replace(seen: Expiring, next: Resource): Promise<boolean>;
  /** The thing as of the last completed write; undefined if there is none or its time is over. */
  get(address: ResourceAddress): Promise<Resource | undefined>;
  /** The newest things of a collection, newest first, as of the last completed write, without those whose time is over. */
  list(owner: string, collection: string, limit: number): Promise<Resource[]>;
  /** Removes one thing. False when there was none, or its time was over. */
  remove(address: ResourceAddress): Promise<boolean>;
}

/**
 * A thing that is made now, under a fresh id.
 * @param now milliseconds since 1970
 * @param keepSeconds how long it is found; optional, defaults to for ever
 */
export function newResource(
  now: number,
  thing: Pick<Resource, 'owner' | 'collection' | 'content'>,
  keepSeconds?: number,
): Resource {
  return {
    ...thing,
    id: newResourceId(now),
    createdAt: new Date(now).toISOString(),
    ...(keepSeconds === undefined ? {} : { expiresAt: Math.floor(now / 1000) + keepSeconds }),
  };
}

/**
 * A fresh id in A2E's form, 24 hexadecimal characters (a2e-api 1): 8 of the seconds since 1970, as a MongoDB ObjectId
 * begins, 3 of the milliseconds, 13 that nobody can guess.
 * @param now milliseconds since 1970
 */
export function newResourceId(now: number): string {
  const seconds = hexadecimal(Math.floor(now / 1000), 8);
  const milliseconds = hexadecimal(Math.floor(now % 1000), 3);
  return `${seconds}${milliseconds}${randomBytes(7).toString('hex').slice(0, 13)}`;
}

/** Whether a thing is still found. @param now milliseconds since 1970 */
export function isLasting({ expiresAt }: Pick<Resource, 'expiresAt'>, now: number): boolean {
  return expiresAt === undefined || expiresAt * 1000 > now;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
