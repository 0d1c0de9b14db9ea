import { signatureHeader } from '../../webhooks/signature.ts';
import type { ListedEvent } from './event-source.ts';

/** As long as a webhook waits for its answer. */
const TIMEOUT_MILLISECONDS = 15_000;

/** How one event was received. */
export interface Forwarded {
  readonly received: boolean;
  /** In words. */
  readonly outcome: string;
}

/**
 * Sends an event as a webhook would be sent, once. Only 2xx counts, and a redirect is not followed.
 * @param secret `whsec_…`
 * @param now milliseconds since 1970
 */
export async function forwardEvent(
  url: string,
  secret: string,
  { id, body }: ListedEvent,
  now: number,
): Promise<Forwarded> {
  const timestamp = Math.floor(now / 1000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Reelhook/listen',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureHeader({ id, timestamp, body }, [secret], []),
  };
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const request = { method: 'POST', headers, body, signal, redirect: 'manual' } as const;
    const response = await fetch(url, request);
    await response.body?.cancel();
    return judge(response);
  } catch (error) {
    return { received: false, outcome: `no answer: ${getReason(error)}` };
  }
}

function judge({ status, headers }: Response): Forwarded {
  if (status >= 200 && status < 300) return { received: true, outcome: `${status}` };
  const target = headers.get('location');
  return {
    received: false,
    outcome: target ? `${status}, a redirect to ${target}: forward there` : `${status}, not 2xx`,
  };
}

/** What `fetch` was stopped by: it hides the network's own error in `cause`. */
export function getReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it took too long';
  const cause: unknown = error.cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  return code === 'ECONNREFUSED' ? 'nobody listens there' : (code ?? error.message);
}
