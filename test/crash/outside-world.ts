import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMALLEST_VIDEO } from '../../functions/providers/mock/smallest-video.ts';

const photo = readFileSync(join(import.meta.dirname, '../../docs/samples/rocket.jpg'));
const video = Buffer.from(SMALLEST_VIDEO, 'base64');

/** One request that a receiver was sent. */
export interface Received {
  readonly path: string;
  readonly eventId: string;
  readonly body: string;
}

interface Prediction {
  readonly prompt: string;
  readonly since: number;
  isCanceled?: true;
}

/** How long the paid provider works on a task, in milliseconds. */
const WORK_MILLISECONDS = 1000;

/** The mark in a prompt by which the provider tells tasks apart. */
export const markOf = (prompt: string) => /<(.*?)>/.exec(prompt)?.[1] ?? '';

/**
 * What a stack talks to and what outlives it: a web server with a photo, receivers of webhooks, and a provider that
 * speaks Replicate's API and takes money for every start.
 */
export async function startOutsideWorld() {
  const received: Received[] = [];
  const starts = new Map<string, number>();
  const goingOn = new Set<string>();
  const predictions = new Map<string, Prediction>();

  function startPrediction(body: string): object {
    const { input } = JSON.parse(body) as { input: { prompt: string } };
    const id = `prediction-${predictions.size + 1}`;
    predictions.set(id, { prompt: input.prompt, since: Date.now() });
    const mark = markOf(input.prompt);
    starts.set(mark, (starts.get(mark) ?? 0) + 1);
    return { id, status: 'starting' };
  }

  function showPrediction(id: string): object {
    const { prompt = '', since = 0, isCanceled } = predictions.get(id) ?? {};
    if (isCanceled) return { id, status: 'canceled' };
    if (Date.now() - since < WORK_MILLISECONDS) return { id, status: 'processing' };
    if (prompt.startsWith('fail')) return { id, status: 'failed', error: 'It broke.' };
    return { id, status: 'succeeded', output: `${url}/video.mp4` };
  }

  /** Every third can't be stopped. */
  function cancelPrediction(id: string): boolean {
    const prediction = predictions.get(id);
    if (!prediction) return true;
    const isStubborn = Number(id.split('-')[1]) % 3 === 0;
    if (isStubborn) goingOn.add(markOf(prediction.prompt));
    else if (Date.now() - prediction.since < WORK_MILLISECONDS) prediction.isCanceled = true;
    return !isStubborn;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const body = await text(request);
    const json = (value: object, status = 200) =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(value));
    if (path === '/photo.jpg') return send(response, 'image/jpeg', photo);
    if (path === '/text.txt') return send(response, 'text/plain', Buffer.from('no picture'));
    if (path === '/video.mp4') return send(response, 'video/mp4', video);
    if (request.method === 'POST' && path.endsWith('/predictions')) {
      return json(startPrediction(body), 201);
    }
    if (path.endsWith('/cancel')) {
      const id = path.split('/')[2] ?? '';
      return cancelPrediction(id) ? json(showPrediction(id)) : json({ detail: 'It goes on.' }, 403);
    }
    if (path.startsWith('/predictions/')) return json(showPrediction(path.split('/')[2] ?? ''));
    received.push({ path, eventId: String(request.headers['webhook-id']), body });
    response.writeHead(200).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    /** How often each task was started at the provider, by its mark. */
    starts,
    /** The marks of the tasks that the provider was asked to stop and goes on with. */
    goingOn,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type OutsideWorld = Awaited<ReturnType<typeof startOutsideWorld>>;

function send(response: ServerResponse, mediaType: string, body: Buffer): void {
  response.writeHead(200, { 'content-type': mediaType, 'content-length': body.length }).end(body);
}
