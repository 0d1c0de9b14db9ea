import * as z from 'zod';
import { mediaUrl, text, withoutNulls } from '../../catalog/fields.ts';
import {
  listAllBackgrounds,
  randomBackground,
  type SharedBackgrounds,
} from '../../provider-queries/all-backgrounds.ts';
import { addBackground, listBackgrounds, removeBackground } from '../../resources/backgrounds.ts';
import { addFace, listFaces, removeFace } from '../../resources/faces.ts';
import type { SavedAddresses } from '../../resources/saved-addresses.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { moment, removed } from './answers.ts';

export interface SavedMediaOperations extends SavedAddresses, SharedBackgrounds {}

const faces = '/api/v1/userFaceSwapImage';
const backgrounds = '/api/v1/custom_back';

const newFace = z.preprocess(withoutNulls, z.object({ face_url: mediaUrl }));
const newBackground = z.preprocess(withoutNulls, z.object({ img_url: mediaUrl }));
const reference = z.preprocess(withoutNulls, z.object({ _id: text(80) }));

const times = { createdAt: moment, updatedAt: moment };
const face = z.object({ _id: z.string(), face_url: z.string(), ...times });
const ownBackground = z.object({
  _id: z.string().describe('The `custom_back_id` of an avatar video.'),
  type: z.literal('custom'),
  img_url: z.string(),
  ...times,
});
const sharedBackground = z.looseObject({
  _id: z.string().describe('The `back_id` of an avatar video.'),
  img_url: z.string(),
});

const id = '6b041e9c0f717e54d42a0b72';
const time = '2026-11-25T09:00:00.000Z';
const exampleFace = {
  _id: id,
  face_url: 'https://example.com/face.jpg',
  createdAt: time,
  updatedAt: time,
};
const exampleBackground = {
  _id: id,
  type: 'custom',
  img_url: 'https://example.com/beach.jpg',
  createdAt: time,
  updatedAt: time,
};

/** The faces that owners save for face swaps (a2e-api 8). */
const faceOperations: readonly ApiOperation<SavedMediaOperations>[] = [
  operation({
    method: 'POST',
    path: `${faces}/add`,
    body: newFace,
    answer: z.array(face),
    describe: {
      tag: 'Faces and backgrounds',
      title: 'Save a face',
      description: 'Answers all saved faces, newest first; 200 at most.',
      bodyExample: { face_url: 'https://example.com/face.jpg' },
      example: [exampleFace],
    },
    handle: (context: SavedMediaOperations, { owner, body }) =>
      addFace(context, owner, body.face_url),
  }),
  operation({
    method: 'GET',
    path: `${faces}/records`,
    answer: z.array(face),
    describe: {
      tag: 'Faces and backgrounds',
      title: 'List saved faces',
      description: 'Newest first.',
      example: [exampleFace],
    },
    handle: (context: SavedMediaOperations, { owner }) => listFaces(context, owner),
  }),
  operation({
    method: 'DELETE',
    path: `${faces}/:id`,
    answer: removed,
    describe: {
      tag: 'Faces and backgrounds',
      title: 'Delete a saved face',
      description: 'Tasks that were started with it are not affected.',
      params: { id: "The face's id." },
      example: { _id: id },
      errors: [404],
    },
    async handle(context: SavedMediaOperations, { owner, params }) {
      const faceId = params['id'] ?? '';
      await removeFace(context, owner, faceId);
      return { _id: faceId };
    },
  }),
];

/** The backgrounds of avatar videos: owners' own and everyone's (a2e-api 7). Some clients ask for all by GET. */
const backgroundOperations: readonly ApiOperation<SavedMediaOperations>[] = [
  ...(['POST', 'GET'] as const).map((method) =>
    operation({
      method,
      path: `${backgrounds}/allBackground`,
      answer: z.array(z.union([ownBackground, sharedBackground])),
      describe: {
        tag: 'Faces and backgrounds',
        title: method === 'POST' ? 'List all backgrounds' : 'List all backgrounds (GET)',
        description:
          'Yours have the type `custom`, newest first; then the shared ones of the provider, if one of type `a2e` is configured.',
        example: [exampleBackground],
        errors: [424],
      },
      handle: (context: SavedMediaOperations, { owner }) => listAllBackgrounds(context, owner),
    }),
  ),
  operation({
    method: 'POST',
    path: `${backgrounds}/list`,
    answer: z.array(ownBackground),
    describe: {
      tag: 'Faces and backgrounds',
      title: 'List your backgrounds',
      description: 'Newest first.',
      example: [exampleBackground],
    },
    handle: (context: SavedMediaOperations, { owner }) => listBackgrounds(context, owner),
  }),
  operation({
    method: 'POST',
    path: `${backgrounds}/add`,
    body: newBackground,
    answer: ownBackground,
    describe: {
      tag: 'Faces and backgrounds',
      title: 'Save a background',
      description: 'Up to 200 are kept.',
      bodyExample: { img_url: 'https://example.com/beach.jpg' },
      example: exampleBackground,
    },
    handle: (context: SavedMediaOperations, { owner, body }) =>
      addBackground(context, owner, body.img_url),
  }),
  operation({
    method: 'POST',
    path: `${backgrounds}/del`,
    body: reference,
    answer: removed,
    describe: {
      tag: 'Faces and backgrounds',
      title: 'Delete a background',
      description: 'One of yours; tasks that were started with it are not affected.',
      bodyExample: { _id: id },
      example: { _id: id },
      errors: [404],
    },
    async handle(context: SavedMediaOperations, { owner, body }) {
      await removeBackground(context, owner, body._id);
      return { _id: body._id };
    },
  }),
  operation({
    method: 'POST',
    path: `${backgrounds}/randomBackground`,
    answer: sharedBackground,
    describe: {
      tag: 'Faces and backgrounds',
      title: 'Get a random shared background',
      description: 'One of those that everyone with an account at the provider has.',
      errors: [424],
    },
    handle: (context: SavedMediaOperations) => randomBackground(context),
  }),
];

/** What owners save to use again. */
export const savedMediaOperations: readonly ApiOperation<SavedMediaOperations>[] = [
  ...faceOperations,
  ...backgroundOperations,
];
