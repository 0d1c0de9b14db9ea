import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as z from 'zod';
import type { AdapterCallback, CallbackRequest } from '../provider-callback.ts';
import type { Requester } from '../request.ts';

export interface FalCallbackOptions {
  /** Reads from fal's key server, without credentials. */
  readonly keyServer: Requester;
  readonly clock: { now(): number };
  /** The request id in a stored operation. */
  getRequestId(operation: unknown): string;
}

/** How old a callback may be, in seconds (docs.fal.ai, "Webhooks", verification). */
const OLDEST = 5 * 60;
/** How long the keys are kept, in milliseconds; fal allows a day. */
const KEYS_KEPT = 60 * 60 * 1000;

const keySetSchema = z.object({ keys: z.array(z.object({ x: z.string() })) });
const bodySchema = z.object({ request_id: z.string() });

/**
 * fal signs with Ed25519 over the lines request id, user id, timestamp and the body's SHA-256 in hexadecimal; its keys
 * are a JWK set (docs.fal.ai, "Webhooks"). It calls once the work is at its end, and tries again for two hours.
 */
export function createFalCallback(options: FalCallbackOptions): AdapterCallback {
  let kept: { keys: KeyObject[]; until: number } | undefined;

  async function currentKeys(): Promise<KeyObject[]> {
    const now = options.clock.now();
    if (kept && now < kept.until) return kept.keys;
    const { keys } = await options.keyServer.get('/.well-known/jwks.json', keySetSchema);
    const parsed = keys.map(({ x }) =>
      createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
    );
    kept = { keys: parsed, until: now + KEYS_KEPT };
    return parsed;
  }

  return {
    async verify(request, operation) {
      const body = bodySchema.safeParse(request.body);
      const signed = signedText(request, options.clock.now());
      if (!signed || !body.success) return undefined;
      if (operation !== undefined && body.data.request_id !== options.getRequestId(operation)) {
        return undefined;
      }
      const keys = await currentKeys();
      const isGenuine = keys.some((key) => verify(null, signed.text, key, signed.signature));
      return isGenuine ? { finished: true } : undefined;
    },
  };
}

function signedText({ headers, rawBody }: CallbackRequest, now: number) {
  const requestId = headers['x-fal-webhook-request-id'];
  const userId = headers['x-fal-webhook-user-id'];
  const timestamp = headers['x-fal-webhook-timestamp'] ?? '';
  const signature = headers['x-fal-webhook-signature'] ?? '';
  const age = Math.abs(now / 1000 - Number(timestamp || Number.NaN));
  if (!requestId || !userId || !(age <= OLDEST) || !/^[0-9a-f]{128}$/i.test(signature)) {
    return undefined;
  }
  const digest = createHash('sha256').update(rawBody).digest('hex');
  const text = Buffer.from([requestId, userId, timestamp, digest].join('\n'));
  return { text, signature: Buffer.from(signature, 'hex') };
}
