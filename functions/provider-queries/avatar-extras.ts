import * as z from 'zod';
import { text, withoutNulls } from '../catalog/fields.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { unpublishedPrice as price } from '../catalog/prices.ts';
import { type CreateTaskDependencies, createTask } from '../tasks/create-task.ts';
import { type GetTaskDependencies, getTask } from '../tasks/get-task.ts';
import type { Task } from '../tasks/task.ts';
import { type PayOnceDependencies, payOnce } from './pay-once.ts';
import { type QueryDependencies, queryProvider } from './query-provider.ts';

/** Which of the owner's avatars. */
export const avatarReference = z.preprocess(
  withoutNulls,
  z.object({ _id: text(80).min(1, 'must not be empty') }),
);

/**
 * A2E's `addVoiceClone` (a2e-api 6): a task that trains a voice with the sound of the avatar's video, like any other
 * that trains one.
 * @throws InvalidRequestError where the avatar was made of a picture, and what `createTask` throws
 */
export async function cloneAvatarVoice(
  context: CreateTaskDependencies & GetTaskDependencies,
  owner: string,
  id: string,
  idempotencyKey: string | undefined,
): Promise<Task> {
  const avatar = await requireAvatar(context, owner, id);
  const { video_url, gender } = source.parse(avatar.request);
  if (video_url === undefined) {
    throw refused(
      'is an avatar made of a picture, which has no voice; train one with POST /api/v1/userVoice/training',
    );
  }
  const body = { name: avatar.name, voice_urls: [video_url], gender };
  const key = idempotencyKey === undefined ? {} : { idempotencyKey };
  const [voice] = await createTask(context, { owner, kind: 'voice-clone', body, ...key });
  if (!voice) throw new Error('A request for one voice made no task.');
  return voice;
}

/**
 * A2E's `eyeContact` (a2e-api 6): the provider that has the avatar makes it look at its audience. Answers the avatar's
 * own record, which stays as it is.
 */
export async function correctEyeContact(
  context: QueryDependencies & PayOnceDependencies & GetTaskDependencies,
  owner: string,
  id: string,
  idempotencyKey: string | undefined,
): Promise<Task> {
  const avatar = await requireAvatar(context, owner, id);
  const { operation, provider } = avatar;
  if (avatar.status !== 'completed' || operation === undefined) {
    throw refused(`is an avatar that is not trained: it is ${avatar.status}`);
  }
  const query = 'correct-eye-contact';
  const call = { owner, kind: 'eye-contact', body: { _id: id }, price, idempotencyKey };
  await payOnce(context, call, () => queryProvider(context, query, { operation }, provider));
  return avatar;
}

const source = z.object({
  video_url: z.string().optional(),
  gender: z.string().optional(),
});

function requireAvatar(context: GetTaskDependencies, owner: string, id: string): Promise<Task> {
  return getTask(context, { owner, kind: 'avatar-training', id });
}

function refused(message: string): InvalidRequestError {
  return new InvalidRequestError([{ field: '_id', message }]);
}
