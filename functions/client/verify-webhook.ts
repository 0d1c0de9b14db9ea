import { Webhook } from 'standardwebhooks';
import type { webhooks } from '#api-types';

type BodyOf<Type extends keyof webhooks> = webhooks[Type] extends {
  post: { requestBody?: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** What a webhook brings, by its `type`. */
export type WebhookEvent = { [Type in keyof webhooks]: BodyOf<Type> }[keyof webhooks];

/** A request as frameworks have it. `body` must be the bytes that came, not an object that was parsed from them. */
export interface ReceivedRequest {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string | Uint8Array;
}

/**
 * The event that a request brings, if it was signed with the secret within the last five minutes.
 * @param secret `whsec_…`
 * @throws WebhookVerificationError (standardwebhooks) where it was not
 */
export async function verifyWebhook(
  request: Request | ReceivedRequest,
  secret: string,
): Promise<WebhookEvent> {
  const body = request instanceof Request ? await request.text() : toText(request.body);
  return new Webhook(secret).verify(body, toRecord(request.headers)) as WebhookEvent;
}

const toText = (body: string | Uint8Array) =>
  typeof body === 'string' ? body : new TextDecoder().decode(body);

function toRecord(headers: ReceivedRequest['headers']): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), value === undefined ? '' : String(value)]),
  );
}
