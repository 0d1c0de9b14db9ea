import * as z from 'zod';
import { withoutNulls } from '../../catalog/fields.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import type { Ask } from '../../questions/ask.ts';
import {
  avatarReference,
  cloneAvatarVoice,
  correctEyeContact,
} from '../../questions/avatar-extras.ts';
import type { PayOnce } from '../../questions/pay-once.ts';
import {
  avatarFilter,
  type ListAvatarsDependencies,
  listAvatars,
} from '../../resources/avatars.ts';
import type { CreateTaskDependencies } from '../../tasks/create-task.ts';
import { toTaskView } from '../../tasks/task-view.ts';
import { ApiError } from '../api-error.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { type Route, route } from '../route.ts';

export type AvatarRoutes = ListAvatarsDependencies &
  Ask &
  PayOnce &
  CreateTaskDependencies & { readonly mediaUrl: string };

const characters = '/api/v1/anchor/character_list';
const twins = '/api/v1/userVideoTwin';

/** Everyone's avatars and the owner's own (a2e-api 5). */
const listRoutes: readonly Route<AvatarRoutes>[] = [
  route({
    method: 'GET',
    path: characters,
    query: avatarFilter,
    handle: (context: AvatarRoutes, { owner, query }) => listAvatars(context, owner, query),
  }),
  route({
    method: 'POST',
    path: characters,
    body: avatarFilter,
    handle: (context: AvatarRoutes, { owner, body }) => listAvatars(context, owner, body),
  }),
  route({
    method: 'POST',
    path: '/api/v1/anchor/list',
    handle: (context: AvatarRoutes, { owner }) => listAvatars(context, owner, {}),
  }),
];

/** What can be done with an avatar beside making and using it (a2e-api 6). */
const extraRoutes: readonly Route<AvatarRoutes>[] = [
  route({
    method: 'POST',
    path: `${twins}/addVoiceClone`,
    startsTasks: true,
    body: avatarReference,
    async handle(context: AvatarRoutes, { owner, body, headers }) {
      const voice = await cloneAvatarVoice(context, owner, body._id, idempotencyKeyOf(headers));
      return toTaskView(voice, context.mediaUrl);
    },
  }),
  route({
    method: 'POST',
    path: `${twins}/eyeContact`,
    startsTasks: true,
    body: avatarReference,
    async handle(context: AvatarRoutes, { owner, body, headers }) {
      const key = idempotencyKeyOf(headers);
      const avatar = await correctEyeContact(context, owner, body._id, key);
      return toTaskView(avatar, context.mediaUrl);
    },
  }),
  ...['upload', 'training'].map((name) =>
    route({
      method: 'POST',
      path: `${twins}/${name}`,
      handle: async (_context: AvatarRoutes) => {
        const message = `A2E has never published what ${name} takes: upload with POST /api/v1/r2/upload-presigned-url, train with POST ${twins}/startTraining.`;
        throw new InvalidRequestError([{ field: '', message }]);
      },
    }),
  ),
];

const publicPool = z.preprocess(
  withoutNulls,
  z.object({ isAutoToPublicPool: z.boolean('must be true or false') }),
);

/** A setting of the operator's whole account at A2E (a2e-api 5). */
const settingRoutes: readonly Route<AvatarRoutes>[] = [
  route({
    method: 'POST',
    path: '/api/v1/video/auto-public-pool',
    body: publicPool,
    async handle(_context: AvatarRoutes) {
      throw new ApiError(
        403,
        'Whether work goes to the public pool is a setting of the operator’s account at A2E, which all users here share: only the operator can change it, there.',
      );
    },
  }),
];

export const avatarRoutes: readonly Route<AvatarRoutes>[] = [
  ...listRoutes,
  ...extraRoutes,
  ...settingRoutes,
];
