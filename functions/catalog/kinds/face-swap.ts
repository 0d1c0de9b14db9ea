import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { mediaUrl, text, word } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { unpublishedPrice } from '../prices.ts';
import { faceSwapRecord } from '../task-records.ts';

const fields = once(() =>
  z.object({
    ...commonFields,
    name: text(200).min(1, 'must not be empty'),
    face_url: mediaUrl,
    video_url: mediaUrl,
    cover_url: mediaUrl.optional(),
    model_version: word('v1', 'v2').default('v1'),
  }),
);

/** Another face in a video or a picture: A2E's `userFaceSwapTask` (a2e-api 8). */
export const faceSwap = defineKind<z.output<ReturnType<typeof fields>>>({
  kind: 'face-swap',
  summary: 'Face swap',
  path: '/api/v1/userFaceSwapTask',
  calls: [
    ...usualCalls({ start: '/add' }),
    { method: 'GET', path: '/records', effect: 'page' },
    { method: 'GET', path: '/status', effect: 'unfinished' },
  ],
  request: () => kindRequest(fields()),
  record: (task) => faceSwapRecord(task),
  example: {
    name: 'swap',
    face_url: 'https://example.com/face.jpg',
    video_url: 'https://example.com/dance.mp4',
  },
  price: unpublishedPrice,
  expectedSeconds: 60,
});
