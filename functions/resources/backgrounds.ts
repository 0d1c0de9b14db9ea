import { QueryUnavailableError } from '../provider-queries/query-errors.ts';
import type { SystemBackground } from '../providers/provider-query.ts';
import {
  type AddressCollection,
  forgetAddress,
  getAddress,
  listAddresses,
  type SavedAddress,
  type SavedAddresses,
  saveAddress,
} from './saved-addresses.ts';

const backgrounds: AddressCollection = {
  collection: 'backgrounds',
  thing: 'background',
  field: 'img_url',
};

/** An owner's background as A2E shows it (a2e-api 7). */
export interface BackgroundView {
  readonly _id: string;
  readonly type: 'custom';
  readonly img_url: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface SharedBackgrounds {
  /** Those that everyone has at the provider who makes avatar videos; none where there is no such provider. */
  sharedBackgrounds(): Promise<readonly SystemBackground[]>;
  /** From 0 to below 1. */
  random(): number;
}

/** Saves a background. @throws TooManyResourcesError */
export async function addBackground(
  context: SavedAddresses,
  owner: string,
  imageUrl: string,
): Promise<BackgroundView> {
  return view(await saveAddress(context, backgrounds, owner, imageUrl));
}

/** The backgrounds that the owner has saved, newest first. */
export async function listBackgrounds(
  context: Pick<SavedAddresses, 'resources'>,
  owner: string,
): Promise<BackgroundView[]> {
  return (await listAddresses(context, backgrounds, owner)).map(view);
}

/** The owner's backgrounds, then everyone's. */
export async function listAllBackgrounds(
  context: Pick<SavedAddresses, 'resources'> & Pick<SharedBackgrounds, 'sharedBackgrounds'>,
  owner: string,
): Promise<(BackgroundView | SystemBackground)[]> {
  const [own, shared] = await Promise.all([
    listBackgrounds(context, owner),
    context.sharedBackgrounds(),
  ]);
  return [...own, ...shared];
}

/** One of everyone's backgrounds. @throws QueryUnavailableError where there is none */
export async function randomBackground({
  sharedBackgrounds,
  random,
}: SharedBackgrounds): Promise<SystemBackground> {
  const shared = await sharedBackgrounds();
  const chosen = shared[Math.floor(random() * shared.length)];
  if (chosen) return chosen;
  throw new QueryUnavailableError(
    'There are no backgrounds for everyone: they come with a provider of type a2e (A2E_TOKEN). Add one of your own with POST /api/v1/custom_back/add.',
  );
}

/** One of the owner's backgrounds, by what `custom_back_id` says. @throws InvalidRequestError, ResourceNotFoundError */
export async function getBackground(
  context: Pick<SavedAddresses, 'resources'>,
  owner: string,
  id: string,
): Promise<BackgroundView> {
  return view(await getAddress(context, backgrounds, owner, id));
}

/** Forgets a background. @throws InvalidRequestError where it is no id, ResourceNotFoundError */
export function removeBackground(
  context: Pick<SavedAddresses, 'resources'>,
  owner: string,
  id: string,
): Promise<void> {
  return forgetAddress(context, backgrounds, owner, id);
}

function view({ id, url, createdAt }: SavedAddress): BackgroundView {
  return { _id: id, type: 'custom', img_url: url, createdAt, updatedAt: createdAt };
}
