import * as z from 'zod';
import { withoutNulls } from '../../catalog/fields.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import { tagOfKind } from '../document/tags.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { ApiError } from '../server/api-error.ts';

const characters = '/api/v1/anchor/character_list';
const twins = '/api/v1/userVideoTwin';
const tag = tagOfKind('avatar-training');

/** Paths about avatars that A2E has, and has published nothing of (a2e-api 6). */
const olderOperations: readonly ApiOperation<unknown>[] = [
  ...['upload', 'training'].map((name) =>
    operation({
      method: 'POST',
      path: `${twins}/${name}`,
      answer: z.null(),
      describe: {
        tag,
        title: name === 'upload' ? 'Upload for an avatar' : 'Train an avatar (older path)',
        description: 'Always rejected with 400: A2E has never published what it takes.',
      },
      handle: async (_context: unknown): Promise<never> => {
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
const settingOperations: readonly ApiOperation<unknown>[] = [
  operation({
    method: 'POST',
    path: '/api/v1/video/auto-public-pool',
    body: publicPool,
    answer: z.null(),
    describe: {
      tag,
      title: 'Set the queue of avatar videos',
      description:
        'Always rejected with 403: it is a setting of the operator’s whole account at A2E.',
      bodyExample: { isAutoToPublicPool: true },
      errors: [403],
    },
    async handle(_context: unknown): Promise<never> {
      throw new ApiError(
        403,
        'Whether work goes to the public pool is a setting of the operator’s account at A2E, which all users here share: only the operator can change it, there.',
      );
    },
  }),
];

/** A2E's `custom_avatar` (a2e-api 16): nothing but the paths is published. */
const customAvatarOperations: readonly ApiOperation<unknown>[] = (
  [
    { method: 'POST', path: '/add', describe: { title: 'Add a custom avatar' } },
    { method: 'GET', path: '/list', describe: { title: 'List custom avatars' } },
    { method: 'POST', path: '/del', describe: { title: 'Remove a custom avatar' } },
    { method: 'GET', path: '/all_tags', describe: { title: 'List the tags of custom avatars' } },
    { method: 'PUT', path: '/:id', describe: { title: 'Change a custom avatar' } },
  ] as const
).map(({ method, path, describe }) =>
  operation({
    method,
    path: `/api/v1/custom_avatar${path}`,
    answer: z.null(),
    describe: {
      tag,
      ...describe,
      description:
        'Always rejected with 400: A2E has never published what it takes, and its list is that of the operator’s whole account.',
      ...(path === '/:id' ? { params: { id: "The custom avatar's id." } } : {}),
    },
    async handle(_context: unknown): Promise<never> {
      const message = `A2E has never published what custom_avatar takes, and its list is that of the operator's whole account: train avatars with POST ${twins}/startTraining, list them with GET ${characters}.`;
      throw new InvalidRequestError([{ field: '', message }]);
    },
  }),
);

/** A2E's calls about avatars that nobody here can be given: each is refused in words. */
export const unpublishedAvatarOperations: readonly ApiOperation<unknown>[] = [
  ...olderOperations,
  ...settingOperations,
  ...customAvatarOperations,
];
