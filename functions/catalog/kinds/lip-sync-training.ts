import * as z from 'zod';
import { once } from '../../once.ts';
import { defineKind } from '../define-kind.ts';
import { text } from '../fields.ts';
import type { KindCall } from '../kind-calls.ts';
import { commonFields, kindRequest } from '../kind-request.ts';
import { taskRecord } from '../task-records.ts';

const fields = once(() => z.object({ ...commonFields, _id: text(80).min(1, 'must not be empty') }));

/** A2E's two spellings (a2e-api 6); the last is the one that is asked for at the provider. */
const calls: readonly KindCall[] = [
  { method: 'POST', path: '/continueTranining', effect: 'start' },
  { method: 'POST', path: '/continueTraining', effect: 'start' },
];

/** An avatar's lips trained further: A2E's `continueTraining`. `_id` is the avatar; the training is a separate task. */
export const lipSyncTraining = defineKind<z.output<ReturnType<typeof fields>>>({
  kind: 'lip-sync-training',
  summary: 'Lip sync training',
  path: '/api/v1/userVideoTwin',
  calls,
  supportsCallbacks: false,
  request: () => kindRequest(fields()),
  references: [{ field: '_id', to: { kind: 'avatar-training' } }],
  record: (task) => taskRecord(task, { user_video_twin_id: task.request._id }, {}),
  example: { _id: '6b0404a8f5496ee79569fd53' },
  price: { amount: 1, currency: 'diamonds' },
  expectedSeconds: 7200,
  result: {},
});
