import * as z from 'zod';
import type { Exclusively } from '../exclusively.ts';
import {
  ResourceNotFoundError,
  requireResourceId,
  TooManyResourcesError,
} from './resource-errors.ts';
import { newResource, type Resource, type ResourceStore } from './resource-store.ts';

/** How many an owner may keep in one collection. */
const MOST_KEPT = 200;

/** A collection of addresses of media that owners save to use again. */
export interface AddressCollection {
  /** Its name in the store. */
  readonly collection: string;
  /** What one of them is called in messages, such as `background`; its plural has an `s`. */
  readonly thing: string;
  /** A2E's name for the address, such as `img_url`. */
  readonly field: string;
}

export interface SavedAddresses {
  readonly resources: ResourceStore;
  readonly clock: { now(): number };
  readonly exclusively: Exclusively;
}

/** One of them. */
export interface SavedAddress {
  /** 24 hexadecimal characters. */
  readonly id: string;
  readonly url: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
}

/** Saves an address. @throws TooManyResourcesError, BusyError */
export function saveAddress(
  context: SavedAddresses,
  kind: AddressCollection,
  owner: string,
  url: string,
): Promise<SavedAddress> {
  return context.exclusively(owner, kind.collection, () => addAddress(context, kind, owner, url));
}

async function addAddress(
  { resources, clock }: SavedAddresses,
  { collection, thing, field }: AddressCollection,
  owner: string,
  url: string,
): Promise<SavedAddress> {
  const kept = await resources.list(owner, collection, MOST_KEPT);
  if (kept.length === MOST_KEPT) throw new TooManyResourcesError(`${thing}s`, MOST_KEPT);
  const saved = newResource(clock.now(), { owner, collection, content: { [field]: url } });
  await resources.add(saved);
  return { id: saved.id, url, createdAt: saved.createdAt };
}

/** All that the owner has saved, newest first. */
export async function listAddresses(
  { resources }: Pick<SavedAddresses, 'resources'>,
  kind: AddressCollection,
  owner: string,
): Promise<SavedAddress[]> {
  const kept = await resources.list(owner, kind.collection, MOST_KEPT);
  return kept.map((resource) => addressIn(kind, resource));
}

/** One that the owner has saved. @throws InvalidRequestError where it is no id, ResourceNotFoundError */
export async function getAddress(
  { resources }: Pick<SavedAddresses, 'resources'>,
  kind: AddressCollection,
  owner: string,
  id: string,
): Promise<SavedAddress> {
  requireResourceId(kind.thing, id);
  const address = { owner, collection: kind.collection, id: id.toLowerCase() };
  const found = await resources.get(address);
  if (!found) throw new ResourceNotFoundError(kind.thing, id);
  return addressIn(kind, found);
}

/** Forgets one. @throws InvalidRequestError where it is no id, ResourceNotFoundError */
export async function forgetAddress(
  { resources }: Pick<SavedAddresses, 'resources'>,
  { collection, thing }: AddressCollection,
  owner: string,
  id: string,
): Promise<void> {
  requireResourceId(thing, id);
  const wasThere = await resources.remove({ owner, collection, id: id.toLowerCase() });
  if (!wasThere) throw new ResourceNotFoundError(thing, id);
}

function addressIn({ field }: AddressCollection, { id, createdAt, content }: Resource) {
  return { id, createdAt, url: z.string().parse(content[field]) };
}
