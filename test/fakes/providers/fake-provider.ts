import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the one piece of work at a fake provider stands. */
export type JobState =
  | 'queued'
  | 'running'
  | 'completed'
  | 'failed'
  | 'moderated'
  | 'canceled'
  | 'gone'
  | 'strange';

export interface FakeRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface FakeAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a dialect sees of the world. */
export interface FakeWorld {
  /** The server's own address, without a slash at the end. */
  readonly url: string;
  readonly state: JobState;
  /** The bodies of the starts that were taken. */
  readonly starts: readonly string[];
}

/** How one provider speaks, as its documentation has it. */
export interface Dialect {
  readonly isStart: (request: FakeRequest) => boolean;
  readonly isAuthorized: (request: FakeRequest) => boolean;
  readonly unauthorized: FakeAnswer;
  readonly rejected: FakeAnswer;
  readonly throttled: FakeAnswer;
  /** Nothing for a route that there isn't. */
  answer(request: FakeRequest, world: FakeWorld): FakeAnswer | undefined;
}

/** What goes wrong with a request; `lost` does the work and drops the connection. */
export type Fault = 'throttled' | 'rejected' | 'outage' | 'slow' | 'page' | 'truncated' | 'lost';

/** A real HTTP server on this machine that speaks a dialect. */
export async function startFakeProvider(dialect: Dialect) {
  const requests: FakeRequest[] = [];
  const starts: string[] = [];
  const faults: { on: 'start' | 'read'; fault: Fault }[] = [];
  let state: JobState = 'queued';

  const server = createServer(async (incoming, response) => {
    const request = await readRequest(incoming);
    requests.push(request);
    const isStart = dialect.isStart(request);
    const on = isStart ? 'start' : request.method === 'GET' ? 'read' : undefined;
    const index = faults.findIndex((planned) => planned.on === on);
    const fault = index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
    const world = { url: address(), state, starts };
    const spoken = dialect.isAuthorized(request)
      ? dialect.answer(request, world)
      : dialect.unauthorized;
    const answer = spoken ?? { status: 404, json: { detail: 'Not found' } };
    const wasTaken = isStart && answer.status < 300 && (!fault || fault === 'lost');
    if (wasTaken) starts.push(request.body);
    respond(response, answer, dialect, fault);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address(),
    requests,
    starts,
    /** Moves the work on. */
    become(next: JobState) {
      state = next;
    },
    /** The next requests of that sort meet these faults, one each. */
    plan(on: 'start' | 'read', ...planned: Fault[]) {
      faults.push(...planned.map((fault) => ({ on, fault })));
    },
    startRequests: () => requests.filter(dialect.isStart),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeProvider = Awaited<ReturnType<typeof startFakeProvider>>;

async function readRequest(incoming: IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]),
  );
  const body = Buffer.concat(chunks).toString();
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers, body };
}

function respond(
  response: ServerResponse,
  answer: FakeAnswer,
  dialect: Dialect,
  fault: Fault | undefined,
): void {
  const actions: Record<Fault, () => void> = {
    throttled: () => write(response, { ...dialect.throttled, headers: { 'retry-after': '30' } }),
    rejected: () => write(response, dialect.rejected),
    outage: () => writeText(response, 502, '<h1>Bad gateway</h1>'),
    page: () => writeText(response, 200, '<!doctype html><title>Welcome</title>'),
    truncated: () => {
      const text = JSON.stringify(answer.json);
      writeText(response, 200, text.slice(0, Math.floor(text.length / 2)));
    },
    lost: () => response.destroy(),
    slow: () => {},
  };
  if (fault) actions[fault]();
  else write(response, answer);
}

function writeText(response: ServerResponse, status: number, text: string): void {
  const type = text.startsWith('<') ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(text);
}

function write(response: ServerResponse, { status, json, bytes, headers }: FakeAnswer): void {
  const type = bytes ? 'video/mp4' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(bytes ?? (json === undefined ? '' : JSON.stringify(json)));
}
