import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { wavOf } from '../wav.ts';
import { API_KEY } from './fake-words.ts';

const picture = readFileSync(join(import.meta.dirname, '../../../docs/samples/rocket.jpg'));
/** A little over one counted ten seconds. */
const SPOKEN_SECONDS = 12;

/** A request as the upstream was sent it. */
export interface UpstreamRequest {
  readonly route: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of the body is the test's own assertion
  readonly body: any;
}

/** What the upstream answers: the envelope's data, or an error. */
type Said = { readonly data: unknown } | { readonly status: number; readonly message: string };

export const VOICE_ID = '0000000000000000000000a1';
export const SYSTEM_VOICE_ID = '0000000000000000000000d1';
export const TWIN_ID = '0000000000000000000000b1';
export const ANCHOR_ID = '0000000000000000000000c1';

/** A server on this machine that speaks A2E's API (a2e-api 4 to 8, 11 to 13), with one account of an operator's. */
export async function startA2eUpstream() {
  const requests: UpstreamRequest[] = [];
  const planned = new Map<string, Said>();
  let address = '';

  const said: Record<string, () => unknown> = {
    'POST /api/v1/anchor/list': () => [
      { _id: 'system-1', type: 'default', name: 'Everyone', video_cover: 'https://a/1.jpg' },
      { _id: ANCHOR_ID, type: 'custom', name: 'Somebody', user_video_twin_id: TWIN_ID },
      { _id: 'odd-1', name: 'Of no type' },
      'no avatar at all',
    ],
    'POST /api/v1/custom_back/allBackground': () => [
      { _id: 'back-1', type: 'default', img_url: 'https://a/beach.jpg' },
      { _id: 'back-2', type: 'custom', img_url: 'https://a/somebody.jpg' },
    ],
    'GET /api/v1/anchor/voice_list': () => [
      {
        label: 'Female',
        value: 'female',
        children: [
          { label: 'Ada', value: SYSTEM_VOICE_ID, ttsRate: 2 },
          { label: 'Of no price', value: '0000000000000000000000d2' },
          { label: 'Somebody', value: VOICE_ID, user_id: 'an account' },
          'no voice at all',
        ],
      },
    ],
    'POST /api/v1/video/send_tts': () => `${address}/files/speech.wav`,
    'POST /api/v1/watermark/start': () => ({ result_url: `${address}/files/clean.jpg` }),
    'POST /api/v1/userImage2Video/prompt_extension': () => ({ prompt: 'A rocket, vast' }),
    'POST /api/v1/userImage2Video/flf2v_prompt_extension': () => ({ prompt: 'From here to there' }),
    'GET /api/v1/userImage2Video/unlimitedQueueLevel': () => ({ level: 2 }),
    'POST /api/v1/userVideoTwin/eyeContact': () => ({ _id: TWIN_ID }),
    [`GET /api/v1/veoVideo/${VOICE_ID}/1080p`]: () => ({ url: 'https://a2e.test/large.mp4' }),
    'GET /api/v1/streaming-avatar/all_avatars': () => [
      { _id: 'stream-1', name: 'Host' },
      { _id: 'stream-2', name: 'Somebody', type: 'custom' },
    ],
    'POST /api/v1/streaming-avatar/agora-token': () => ({
      appId: 'app',
      channel: `channel-${count('POST /api/v1/streaming-avatar/agora-token')}`,
      token: 'agora',
      uid: 7,
    }),
    'POST /api/v1/streaming-avatar/direct-speak': () => undefined,
    'POST /api/v1/streaming-avatar/leave': () => ({ coins: 3 }),
    'POST /api/v1/userVideoTwin/startTraining': () => ({ _id: TWIN_ID, current_status: 'sent' }),
    [`GET /api/v1/userVideoTwin/${TWIN_ID}`]: () => ({
      _id: TWIN_ID,
      current_status: 'completed',
      anchor_id: ANCHOR_ID,
    }),
    'POST /api/v1/userVoice/training': () => ({ _id: VOICE_ID, current_status: 'sent' }),
    [`GET /api/v1/userVoice/${VOICE_ID}`]: () => ({
      _id: VOICE_ID,
      current_status: 'completed',
      speaker_id: 'speaker-1',
      ttsRate: 4,
    }),
  };

  function count(route: string): number {
    return requests.filter((request) => request.route === route).length;
  }

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const path = incoming.url?.split('?')[0] ?? '';
    if (path === '/files/speech.wav') {
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(wavOf(SPOKEN_SECONDS));
      return;
    }
    if (path === '/files/clean.jpg') {
      response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
      return;
    }
    const route = `${incoming.method} ${path}`;
    const text = Buffer.concat(chunks).toString();
    requests.push({ route, body: text === '' ? undefined : JSON.parse(text) });
    const isLetIn = incoming.headers.authorization === `Bearer ${API_KEY}`;
    const { status, json, headers } = isLetIn ? answer(route) : failure(401, 'Unauthorized');
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(json));
  });

  function answer(route: string) {
    const plan = planned.get(route);
    if (plan && 'status' in plan) return failure(plan.status, plan.message);
    const data = plan ? plan.data : said[route]?.();
    if (!plan && !said[route]) return failure(404, `Nothing at ${route}`);
    return { status: 200, json: { code: 0, data, trace_id: 't' }, headers: {} };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address,
    requests,
    count,
    /** The last body that a route was sent. */
    sentTo: (route: string) => requests.findLast((request) => request.route === route)?.body,
    /** From now on the route answers this. */
    plan: (route: string, said: Said) => void planned.set(route, said),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function failure(status: number, message: string) {
  const headers: Record<string, string> = status === 429 ? { 'retry-after': '30' } : {};
  return { status, json: { code: status, message, trace_id: 't' }, headers };
}
