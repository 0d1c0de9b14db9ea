import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescriptions } from '../operation-description.ts';
import { pageOf } from '../page-of.ts';

const moment = z.iso.datetime();
const coins = z
  .number()
  .min(0)
  .describe('What can be spent; what running tasks hold is not in it.');
const balance = z.object({ coins, diamonds: z.number().min(0) });

const row = z.object({
  _id: z.string(),
  coins: z
    .number()
    .describe('Positive is a grant or a refund, negative is consumption; in `currency`.'),
  currency: z.enum(['coins', 'diamonds']),
  reason: z.enum(['grant', 'charge', 'refund', 'exchange', 'transfer']),
  kind: z.string().optional().describe('The kind of the task.'),
  task_id: z.string().optional(),
  user: z.string().optional().describe('Whose account it went to or came from.'),
  createdAt: moment,
});

const user = z.object({
  _id: z.string().describe('What the account is kept under.'),
  username: z.string(),
  coins,
  diamonds: z.number().min(0),
  status: z.enum(['active', 'disabled']),
  createdAt: moment,
});
const secretToken = z.string().describe('Shown here and never again.');
const exampleUser = {
  _id: 'local.ada',
  username: 'ada',
  coins: 500,
  diamonds: 0,
  status: 'active',
  createdAt: '2026-11-23T09:00:00.000Z',
};

const token = z.object({
  _id: z.string(),
  name: z.string(),
  hint: z.string().describe('Its first and last characters.'),
  createdAt: moment,
  expiresAt: moment.nullable().describe('When it ends; null where it does not.'),
});
const exampleToken = {
  _id: '3f1b6c0a9d2e4f5a8b7c6d5e',
  name: 'laptop',
  hint: 'sk_Hs7…q9Qw',
  createdAt: '2026-11-23T09:00:00.000Z',
  expiresAt: null,
};

export const accountOperations: OperationDescriptions = {
  'GET /api/v1/user/remainingCoins': {
    tag: 'Account',
    summary: 'Get the balance',
    data: outputSchema(balance),
    example: { coins: 9970, diamonds: 0 },
  },
  'POST /api/v1/user/exchangeDiamonds': {
    tag: 'Account',
    summary: 'Make diamonds of coins',
    description: '100 coins are one diamond, and are never coins again.',
    takesIdempotencyKey: true,
    data: outputSchema(balance),
    bodyExample: { diamonds: 2 },
    example: { coins: 9770, diamonds: 2 },
    refusals: [422],
  },
  'GET /api/v1/transactionRecord/creditsHistory': {
    tag: 'Account',
    summary: 'List what came and went',
    description: 'Newest first. A line may be missing for a moment after it was written.',
    data: outputSchema(pageOf(row)),
    example: {
      rows: [
        {
          _id: '6b041e9cff17e54d42a0b72b#charge',
          coins: -30,
          currency: 'coins',
          reason: 'charge',
          kind: 'image-to-video',
          task_id: '6b041e9cff17e54d42a0b72b',
          createdAt: '2026-11-23T09:17:28.797Z',
        },
      ],
      count: 1,
    },
  },
  'POST /api/v1/user/add': {
    tag: 'Account',
    summary: 'Make a sub-user',
    description: 'With an account and a first token of its own; its coins come out of yours.',
    takesIdempotencyKey: true,
    data: outputSchema(user.extend({ token: secretToken })),
    bodyExample: { username: 'ada', coins: 500 },
    example: { ...exampleUser, token: 'sk_…' },
    refusals: [403, 409, 422],
  },
  'GET /api/v1/user/list': {
    tag: 'Account',
    summary: 'List sub-users',
    data: outputSchema(pageOf(user)),
    example: { rows: [exampleUser], count: 1 },
  },
  'POST /api/v1/user/transferCoins': {
    tag: 'Account',
    summary: 'Move coins to a sub-user, or back',
    takesIdempotencyKey: true,
    data: outputSchema(balance.extend({ user: balance.describe("The sub-user's.") })),
    bodyExample: { username: 'ada', coins: 100 },
    example: { coins: 9400, diamonds: 0, user: { coins: 600, diamonds: 0 } },
    refusals: [403, 404, 422],
  },
  'DELETE /api/v1/user/:username': {
    tag: 'Account',
    summary: 'Disable a sub-user',
    description: 'Its tokens are taken back. Its records stay, and its coins can be moved back.',
    params: { username: "The sub-user's name." },
    data: outputSchema(user),
    example: { ...exampleUser, status: 'disabled' },
    refusals: [404],
  },
  'POST /api/v1/apiToken/add': {
    tag: 'API tokens',
    summary: 'Make a token',
    description: 'Yours, or with `username` that of a sub-user. Up to 25 for an account.',
    data: outputSchema(token.extend({ token: secretToken })),
    bodyExample: { name: 'laptop' },
    example: { ...exampleToken, token: 'sk_…' },
    refusals: [403, 404],
  },
  'GET /api/v1/apiToken/list': {
    tag: 'API tokens',
    summary: 'List tokens',
    data: outputSchema(pageOf(token)),
    example: { rows: [exampleToken], count: 1 },
    refusals: [404],
  },
  'DELETE /api/v1/apiToken/:id': {
    tag: 'API tokens',
    summary: 'Take a token back',
    description: 'The next request with it is refused.',
    params: { id: "The token's id, as the list shows it." },
    data: outputSchema(z.object({ _id: z.string() })),
    example: { _id: exampleToken._id },
    refusals: [404],
  },
};
