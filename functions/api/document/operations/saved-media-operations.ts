import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescription, OperationDescriptions } from '../operation-description.ts';

const createdAt = z.iso.datetime();
const face = z.object({ _id: z.string(), face_url: z.string(), createdAt, updatedAt: createdAt });
const ownBackground = z.object({
  _id: z.string().describe('The `custom_back_id` of an avatar video.'),
  type: z.literal('custom'),
  img_url: z.string(),
  createdAt,
  updatedAt: createdAt,
});
const sharedBackground = z.looseObject({
  _id: z.string().describe('The `back_id` of an avatar video.'),
  img_url: z.string(),
});
const removed = outputSchema(z.object({ _id: z.string() }));

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

const faceOperations: OperationDescriptions = {
  'POST /api/v1/userFaceSwapImage/add': {
    tag: 'Faces and backgrounds',
    summary: 'Save a face',
    description: 'Answers all that are saved, newest first; 200 at most.',
    data: outputSchema(z.array(face)),
    bodyExample: { face_url: 'https://example.com/face.jpg' },
    example: [exampleFace],
  },
  'GET /api/v1/userFaceSwapImage/records': {
    tag: 'Faces and backgrounds',
    summary: 'List the saved faces',
    description: 'Newest first.',
    data: outputSchema(z.array(face)),
    example: [exampleFace],
  },
  'DELETE /api/v1/userFaceSwapImage/:id': {
    tag: 'Faces and backgrounds',
    summary: 'Forget a face',
    data: removed,
    example: { _id: id },
    params: { id: "The face's id." },
    refusals: [404],
  },
};

const all: OperationDescription = {
  tag: 'Faces and backgrounds',
  summary: 'List your backgrounds and everyone’s',
  description:
    'Yours have the type `custom`, newest first; then come those that everyone has at the provider, where one of type `a2e` is configured.',
  data: outputSchema(z.array(z.union([ownBackground, sharedBackground]))),
  example: [exampleBackground],
  refusals: [424],
};

const backgroundOperations: OperationDescriptions = {
  'POST /api/v1/custom_back/allBackground': all,
  'GET /api/v1/custom_back/allBackground': {
    ...all,
    summary: 'List your backgrounds and everyone’s, as some clients ask',
  },
  'POST /api/v1/custom_back/list': {
    tag: 'Faces and backgrounds',
    summary: 'List your backgrounds',
    description: 'Newest first.',
    data: outputSchema(z.array(ownBackground)),
    example: [exampleBackground],
  },
  'POST /api/v1/custom_back/add': {
    tag: 'Faces and backgrounds',
    summary: 'Save a background',
    description: '200 at most are kept.',
    data: outputSchema(ownBackground),
    bodyExample: { img_url: 'https://example.com/beach.jpg' },
    example: exampleBackground,
  },
  'POST /api/v1/custom_back/del': {
    tag: 'Faces and backgrounds',
    summary: 'Forget a background',
    data: removed,
    bodyExample: { _id: id },
    example: { _id: id },
    refusals: [404],
  },
  'POST /api/v1/custom_back/randomBackground': {
    tag: 'Faces and backgrounds',
    summary: 'Get one of everyone’s backgrounds',
    data: outputSchema(sharedBackground),
    refusals: [424],
  },
};

export const savedMediaOperations: OperationDescriptions = {
  ...faceOperations,
  ...backgroundOperations,
};
