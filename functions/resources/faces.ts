import {
  type AddressCollection,
  forgetAddress,
  listAddresses,
  type SavedAddress,
  type SavedAddresses,
  saveAddress,
} from './saved-addresses.ts';

const faces: AddressCollection = { collection: 'faces', thing: 'face image', field: 'face_url' };

/** A face as A2E shows it (a2e-api 8). */
export interface FaceView {
  readonly _id: string;
  readonly face_url: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Saves a face and answers all that there are, newest first, as A2E does. @throws TooManyResourcesError */
export async function addFace(
  context: SavedAddresses,
  owner: string,
  faceUrl: string,
): Promise<FaceView[]> {
  await saveAddress(context, faces, owner, faceUrl);
  return listFaces(context, owner);
}

/** The faces that the owner has saved, newest first. */
export async function listFaces(
  context: Pick<SavedAddresses, 'resources'>,
  owner: string,
): Promise<FaceView[]> {
  return (await listAddresses(context, faces, owner)).map(view);
}

/** Forgets a face. @throws InvalidRequestError where it is no id, ResourceNotFoundError */
export function removeFace(
  context: Pick<SavedAddresses, 'resources'>,
  owner: string,
  id: string,
): Promise<void> {
  return forgetAddress(context, faces, owner, id);
}

function view({ id, url, createdAt }: SavedAddress): FaceView {
  return { _id: id, face_url: url, createdAt, updatedAt: createdAt };
}
