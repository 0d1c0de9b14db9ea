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
