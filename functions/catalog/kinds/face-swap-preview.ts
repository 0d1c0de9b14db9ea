import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { mediaUrl } from '../fields.ts';
import { usualCalls } from '../kind-calls.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { faceSwapRecord } from '../task-records.ts';

const fields = once(() => z.object({ ...commonFields, face_url: mediaUrl, video_url: mediaUrl }));

/** One picture of what a face swap would look like: A2E's `userFaceSwapPreview` (a2e-api 8). */
export const faceSwapPreview = defineKind<z.output<ReturnType<typeof fields>>>({
  kind: 'face-swap-preview',
  summary: 'Face swap preview',
  path: '/api/v1/userFaceSwapPreview',
  calls: [
    ...usualCalls({ start: '/add' }),
    { method: 'GET', path: '/status', effect: 'detail', idField: '_id' },
  ],
  supportsCallbacks: false,
  request: () => kindRequest(fields()),
  record: (task) => ({ ...faceSwapRecord(task), user_id: task.owner }),
  example: {
    face_url: 'https://example.com/face.jpg',
    video_url: 'https://example.com/dance.mp4',
  },
  /** Not published, and what a preview is for is not to pay yet. */
  price: { amount: 0, currency: 'coins' },
  expectedSeconds: 20,
  result: { field: 'result_url', mediaType: 'image/jpeg' },
});
