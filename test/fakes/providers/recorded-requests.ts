import { vi } from 'vitest';
import { providerAt, startCall } from './provider-at.ts';

/** A request, as far as two are compared. */
export interface Wire {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** Keeps what is sent and answers as every service would after a start. */
export function capture() {
  const sent: Promise<Wire>[] = [];
  const answer = {
    id: 'x',
    name: 'x',
    request_id: 'x',
    status_url: 'https://x.test',
    response_url: 'https://x.test',
    cancel_url: 'https://x.test',
    invocationArn: 'x',
  };
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    sent.push(wireOf(new Request(input, init)));
    return Response.json(answer);
  };
  return { fetch, first: () => sent[0] };
}

async function wireOf(request: Request): Promise<Wire> {
  const url = new URL(request.url);
  return {
    method: request.method,
    host: url.host,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: JSON.parse((await request.text()) || 'null'),
  };
}

/** Where the requests of both must be the same; of the headers those that are named. */
export function comparable(wire: Wire | undefined, headers: string[]) {
  const named = headers.map((name) => [name, wire?.headers[name]]);
  return { ...wire, headers: Object.fromEntries(named) };
}

/** The start that our adapter sends. */
export async function ours(
  entry: { readonly type: string; readonly [setting: string]: unknown },
  request: Record<string, unknown> = {},
  callbackUrl?: string,
): Promise<Wire | undefined> {
  const { fetch, first } = capture();
  vi.stubGlobal('fetch', fetch);
  const { provider } = providerAt(entry);
  const call = startCall(request);
  await provider.start(callbackUrl === undefined ? call : { ...call, callbackUrl });
  return first();
}
