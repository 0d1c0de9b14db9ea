import {
  BedrockRuntimeClient,
  GetAsyncInvokeCommand,
  StartAsyncInvokeCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ACCESS_KEY_ID, API_KEY, ARN } from '../fakes/providers/fake-words.ts';
import { providerAt } from '../fakes/providers/provider-at.ts';
import { capture, ours, type Wire } from '../fakes/providers/recorded-requests.ts';

/** What `providerAt` loads for any picture. */
const PICTURE = Buffer.from('a picture').toString('base64');

afterEach(() => vi.unstubAllGlobals());

describe('what we send to Bedrock beside what its SDK sends', () => {
  it('is the same start', async () => {
    const theirs = await captureBedrock((client) => client.send(startCommand()));
    const sent = await ours({ type: 'bedrock', outputBucket: 'out' });
    const token = { clientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/) };
    const body = { ...(theirs.body as object), ...token };
    expect({ ...sent, headers: {} }).toEqual({ ...theirs, headers: {}, body });
    expect(sent?.headers['content-type']).toBe(theirs.headers['content-type']);
    expect(signedParts(sent?.headers)).toEqual(signedParts(theirs.headers));
  });

  it('is the same question about an invocation', async () => {
    const get = new GetAsyncInvokeCommand({ invocationArn: ARN });
    const theirs = await captureBedrock((client) => client.send(get));
    const { fetch, first } = capture();
    vi.stubGlobal('fetch', fetch);
    const { provider } = providerAt({ type: 'bedrock', outputBucket: 'out' });
    await provider.check({ invocationArn: ARN }).catch(() => undefined);
    expect({ ...(await first()), headers: {} }).toEqual({ ...theirs, headers: {} });
  });
});

/** The parts of the SDK's own request that are compared. */
interface HttpRequestOfSdk {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array;
}

/** The SDK asks its request handler, which needs no server. */
async function captureBedrock(
  send: (client: BedrockRuntimeClient) => Promise<unknown>,
): Promise<Wire> {
  const sent: Wire[] = [];
  const client = new BedrockRuntimeClient({
    region: 'us-west-2',
    credentials: { accessKeyId: ACCESS_KEY_ID, secretAccessKey: API_KEY },
    maxAttempts: 1,
    requestHandler: {
      async handle({ hostname, body, ...request }: HttpRequestOfSdk) {
        const text = body ? Buffer.from(body).toString() : 'null';
        sent.push({ ...request, host: hostname, body: JSON.parse(text) });
        throw new Error('captured');
      },
    },
  });
  await send(client).catch(() => undefined);
  const [wire] = sent;
  if (!wire) throw new Error('The SDK sent nothing.');
  const { method, host, path, query, headers, body } = wire;
  return { method, host, path, query, headers, body };
}

function startCommand() {
  const source = { type: 'base64', media_type: 'image/png', data: PICTURE };
  return new StartAsyncInvokeCommand({
    modelId: 'luma.ray-v2:0',
    modelInput: {
      prompt: 'it takes off',
      aspect_ratio: '16:9',
      loop: false,
      duration: '5s',
      resolution: '720p',
      keyframes: { frame0: { type: 'image', source } },
    },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out/renders/bedrock' } },
  });
}

/** Of an AWS signature what does not change from second to second: algorithm, key, region, service. */
function signedParts(headers: Record<string, string> | undefined) {
  const authorization = headers?.['authorization'] ?? '';
  const [, algorithm, key, region, service] =
    /^(\S+) Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization) ?? [];
  return { algorithm, key, region, service };
}
