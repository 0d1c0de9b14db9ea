import * as z from 'zod';
import { text, withoutNulls } from '../catalog/fields.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import type { Cipher } from '../webhooks/cipher.ts';
import { checkToken } from '../webhooks/token.ts';
import type { TaskWebhook } from './task.ts';

/** What a caller's token is sealed for. */
export function taskTokenContext(owner: string): Record<string, string> {
  return { purpose: 'webhook-token', owner };
}

/** A2E's limits for the two fields that every start takes (a2e-api 1.8). */
export const webhookFields = z.object({
  webhook_url: text(2048).optional(),
  webhook_token: z.string('must be a string').superRefine(refuseUnsendable).optional(),
});

export interface ReadWebhookDependencies {
  readonly cipher: Cipher;
  /** Why a callback can't be sent to this address, in words; undefined if it can. */
  whyNotCallable(url: string): string | undefined;
}

/**
 * Reads where the caller wants the outcome sent; undefined if it asks for no callback.
 * @throws InvalidRequestError when the address is not one we may call.
 */
export async function readWebhook(
  context: ReadWebhookDependencies,
  owner: string,
  body: unknown,
): Promise<TaskWebhook | undefined> {
  const webhook = checkWebhook(context, body);
  if (!webhook) return undefined;
  const { url, token } = webhook;
  const sealedToken = token && (await context.cipher.seal(token, taskTokenContext(owner)));
  return { url, ...(sealedToken ? { sealedToken } : {}) };
}

/**
 * The same as it was sent, with the token open.
 * @throws InvalidRequestError when the address is not one we may call.
 */
export function checkWebhook(
  { whyNotCallable }: Pick<ReadWebhookDependencies, 'whyNotCallable'>,
  body: unknown,
): { url: string; token: string | undefined } | undefined {
  const { webhook_url: url, webhook_token: token } = parseFields(webhookFields, withoutNulls(body));
  if (!url) return undefined;
  const reason = whyNotCallable(url);
  if (reason) throw new InvalidRequestError([{ field: 'webhook_url', message: reason }]);
  return { url, token };
}

function refuseUnsendable(token: string, context: z.RefinementCtx): void {
  const message = checkToken(token);
  if (message) context.addIssue({ code: 'custom', message });
}
