import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { AdapterCallback, CallbackRequest } from '../provider-callback.ts';

export interface ReplicateCallbackOptions {
  readonly clock: { now(): number };
  /** The account's signing secret, `whsec_` and base64. */
  secret(): Promise<string>;
  /** The prediction's id in a stored operation. */
  getPredictionId(operation: unknown): string;
}

/** How old a callback may be, in seconds: what Standard Webhooks libraries take. */
const OLDEST = 5 * 60;

const bodySchema = z.object({ id: z.string(), status: z.string() });
const ENDS = new Set(['succeeded', 'failed', 'canceled', 'aborted']);

/** Replicate signs as Standard Webhooks does (replicate.com/docs/topics/webhooks/verify-webhook). */
export function createReplicateCallback(options: ReplicateCallbackOptions): AdapterCallback {
  return {
    async verify(request, operation) {
      const body = bodySchema.safeParse(request.body);
      if (!body.success || !isRecent(request, options.clock.now())) return undefined;
      if (operation !== undefined && options.getPredictionId(operation) !== body.data.id) {
        return undefined;
      }
      if (!isSigned(request, await options.secret())) return undefined;
      return { finished: ENDS.has(body.data.status) };
    },
  };
}

function isRecent({ headers }: CallbackRequest, now: number): boolean {
  const timestamp = Number(headers['webhook-timestamp'] || Number.NaN);
  return Math.abs(now / 1000 - timestamp) <= OLDEST;
}

function isSigned({ headers, rawBody }: CallbackRequest, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${headers['webhook-id'] ?? ''}.${headers['webhook-timestamp'] ?? ''}.`)
    .update(rawBody)
    .digest();
  const given = (headers['webhook-signature'] ?? '').split(' ');
  return given.some((signature) => {
    const [version, text = ''] = signature.split(',');
    const bytes = Buffer.from(text, 'base64');
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}
