import * as z from 'zod';
import {
  avatarReference,
  cloneAvatarVoice,
  correctEyeContact,
} from '../../provider-queries/avatar-extras.ts';
import type { PayOnceDependencies } from '../../provider-queries/pay-once.ts';
import type { QueryDependencies } from '../../provider-queries/query-provider.ts';
import {
  avatarFilter,
  type ListAvatarsDependencies,
  listAvatars,
} from '../../resources/avatars.ts';
import { createAvatarOfPicture } from '../../tasks/create-avatar-of-picture.ts';
import type { CreateTaskDependencies } from '../../tasks/create-task.ts';
import { toTaskView } from '../../tasks/task-view.ts';
import { exampleRecord, startedRecord } from '../document/sample-task.ts';
import { tagOfKind } from '../document/tags.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';
import { type WaitAsPreferredDependencies, waitAsPreferred } from '../server/wait-as-preferred.ts';
import { familyRecord, taskAnswer } from './task-answers.ts';

export type AvatarOperations = ListAvatarsDependencies &
  QueryDependencies &
  PayOnceDependencies &
  CreateTaskDependencies &
  WaitAsPreferredDependencies & { readonly mediaUrl: string };

const characters = '/api/v1/anchor/character_list';
const twins = '/api/v1/userVideoTwin';

const ownAvatar = z.looseObject({
  _id: z.string().describe('The `anchor_id` of an avatar video.'),
  type: z.literal('custom').describe('Yours: `anchor_type` is 1.'),
  name: z.string(),
});
const sharedAvatar = z.looseObject({
  _id: z.string().describe('The `anchor_id` of an avatar video; its `anchor_type` is 0.'),
});
const avatars = z.array(z.union([ownAvatar, sharedAvatar]));

const id = '6b041e9c0f717e54d42a0b72';
const exampleAvatar = {
  _id: id,
  type: 'custom',
  name: 'Ada',
  gender: 'female',
  base_video: 'https://example.com/ada.mp4',
  user_video_twin_id: id,
};

const tag = tagOfKind('avatar-training');
const listing = {
  tag,
  description:
    'Your trained avatars, newest first, then the shared ones of the provider, if one of type `a2e` is configured.',
  example: [exampleAvatar],
  errors: [424],
} as const;

/** Everyone's avatars and the owner's own (a2e-api 5). */
const listOperations: readonly ApiOperation<AvatarOperations>[] = [
  operation({
    method: 'GET',
    path: characters,
    query: avatarFilter,
    answer: avatars,
    describe: { ...listing, title: 'List avatars' },
    handle: (context: AvatarOperations, { owner, query }) => listAvatars(context, owner, query),
  }),
  operation({
    method: 'POST',
    path: characters,
    body: avatarFilter,
    answer: avatars,
    describe: { ...listing, title: 'List avatars (POST)' },
    handle: (context: AvatarOperations, { owner, body }) => listAvatars(context, owner, body),
  }),
  operation({
    method: 'POST',
    path: '/api/v1/anchor/list',
    answer: avatars,
    describe: { ...listing, title: 'List all avatars' },
    handle: (context: AvatarOperations, { owner }) => listAvatars(context, owner, {}),
  }),
];

/** What can be done with an avatar beside making and using it (a2e-api 6). */
const extraOperations: readonly ApiOperation<AvatarOperations>[] = [
  operation({
    method: 'POST',
    path: `${twins}/addVoiceClone`,
    startsTasks: true,
    body: avatarReference,
    answer: taskAnswer('voice-clone'),
    describe: {
      tag,
      title: 'Clone an avatar’s voice',
      description:
        'Starts a task that trains a voice on the sound of the avatar’s video, like POST /api/v1/userVoice/training.',
      bodyExample: { _id: id },
      example: startedRecord('voice-clone'),
      errors: [404, 409, 422],
    },
    async handle(context: AvatarOperations, { owner, body, headers }) {
      const begun = context.clock.now();
      const key = parseIdempotencyKey(headers);
      const voice = await cloneAvatarVoice(context, owner, body._id, key);
      const [answered = voice] = await waitAsPreferred(context, { owner, headers, begun }, [voice]);
      return toTaskView(answered, context.mediaUrl);
    },
  }),
  operation({
    method: 'POST',
    path: `${twins}/eyeContact`,
    isSlow: true,
    startsTasks: true,
    body: avatarReference,
    answer: familyRecord('avatar-training'),
    describe: {
      tag,
      title: 'Correct an avatar’s eye contact',
      description: "Costs 30 coins. The avatar's record stays as it is.",
      bodyExample: { _id: id },
      example: exampleRecord('avatar-training'),
      errors: [403, 404, 422, 424],
    },
    async handle(context: AvatarOperations, { owner, body, headers }) {
      const key = parseIdempotencyKey(headers);
      const avatar = await correctEyeContact(context, owner, body._id, key);
      return toTaskView(avatar, context.mediaUrl);
    },
  }),
  operation({
    method: 'POST',
    path: '/api/v1/userText2Image/quickAddAvatar',
    startsTasks: true,
    body: avatarReference,
    answer: taskAnswer('avatar-training'),
    describe: {
      tag: tagOfKind('text-to-image'),
      title: 'Train an avatar on a picture',
      description:
        'Starts a task that trains an avatar on a finished picture, like POST /api/v1/userVideoTwin/startTraining.',
      bodyExample: { _id: id },
      example: startedRecord('avatar-training'),
      errors: [404, 409, 422],
    },
    async handle(context: AvatarOperations, { owner, body, headers }) {
      const begun = context.clock.now();
      const key = parseIdempotencyKey(headers);
      const avatar = await createAvatarOfPicture(context, owner, body._id, key);
      const [answered = avatar] = await waitAsPreferred(context, { owner, headers, begun }, [
        avatar,
      ]);
      return toTaskView(answered, context.mediaUrl);
    },
  }),
];

export const avatarOperations: readonly ApiOperation<AvatarOperations>[] = [
  ...listOperations,
  ...extraOperations,
];
