import * as z from 'zod';
import { mediaUrl, text, withoutNulls } from '../../catalog/fields.ts';
import {
  addBackground,
  listAllBackgrounds,
  listBackgrounds,
  randomBackground,
  removeBackground,
  type SharedBackgrounds,
} from '../../resources/backgrounds.ts';
import { addFace, listFaces, removeFace } from '../../resources/faces.ts';
import type { SavedAddresses } from '../../resources/saved-addresses.ts';
import { type Route, route } from '../server/route.ts';

export interface SavedMediaRoutes extends SavedAddresses, SharedBackgrounds {}

const faces = '/api/v1/userFaceSwapImage';
const backgrounds = '/api/v1/custom_back';

const newFace = z.preprocess(withoutNulls, z.object({ face_url: mediaUrl }));
const newBackground = z.preprocess(withoutNulls, z.object({ img_url: mediaUrl }));
const reference = z.preprocess(withoutNulls, z.object({ _id: text(80) }));

/** The faces that owners save for face swaps (a2e-api 8). */
const faceRoutes: readonly Route<SavedMediaRoutes>[] = [
  route({
    method: 'POST',
    path: `${faces}/add`,
    body: newFace,
    handle: (context: SavedMediaRoutes, { owner, body }) => addFace(context, owner, body.face_url),
  }),
  route({
    method: 'GET',
    path: `${faces}/records`,
    handle: (context: SavedMediaRoutes, { owner }) => listFaces(context, owner),
  }),
  route({
    method: 'DELETE',
    path: `${faces}/:id`,
    async handle(context: SavedMediaRoutes, { owner, params }) {
      const id = params['id'] ?? '';
      await removeFace(context, owner, id);
      return { _id: id };
    },
  }),
];

/** The backgrounds of avatar videos: owners' own and everyone's (a2e-api 7). Some clients ask for all by GET. */
const backgroundRoutes: readonly Route<SavedMediaRoutes>[] = [
  ...(['POST', 'GET'] as const).map((method) =>
    route({
      method,
      path: `${backgrounds}/allBackground`,
      handle: (context: SavedMediaRoutes, { owner }) => listAllBackgrounds(context, owner),
    }),
  ),
  route({
    method: 'POST',
    path: `${backgrounds}/list`,
    handle: (context: SavedMediaRoutes, { owner }) => listBackgrounds(context, owner),
  }),
  route({
    method: 'POST',
    path: `${backgrounds}/add`,
    body: newBackground,
    handle: (context: SavedMediaRoutes, { owner, body }) =>
      addBackground(context, owner, body.img_url),
  }),
  route({
    method: 'POST',
    path: `${backgrounds}/del`,
    body: reference,
    async handle(context: SavedMediaRoutes, { owner, body }) {
      await removeBackground(context, owner, body._id);
      return { _id: body._id };
    },
  }),
  route({
    method: 'POST',
    path: `${backgrounds}/randomBackground`,
    handle: (context: SavedMediaRoutes) => randomBackground(context),
  }),
];

/** What owners save to use again. */
export const savedMediaRoutes: readonly Route<SavedMediaRoutes>[] = [
  ...faceRoutes,
  ...backgroundRoutes,
];
