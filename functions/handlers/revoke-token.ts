import * as z from 'zod';
import { revokeTokens } from '../accounts/revoke-tokens.ts';
import { accounts } from '../service/records.ts';
import { step } from './step.ts';

const payload = z.union(
  [z.strictObject({ token: z.string().min(1) }), z.strictObject({ name: z.string().min(1) })],
  'must be { "token": "sk_…" } for one token, or { "name": "…" } for all of a user\'s and its sub-users\'',
);
const context = { accounts: accounts() };

/** An operator's command: answers `{ revoked }`, how many tokens were taken back. */
export const handler = step('revoke-token', payload, (call) => revokeTokens(context, call));
