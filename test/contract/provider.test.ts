import { describe, expect, it } from 'vitest';
import { bedrockDialect, comfyuiDialect, veoDialect } from '../fakes/providers/cloud-dialects.ts';
import { comfyuiWorkflow } from '../fakes/providers/comfyui-workflow.ts';
import { startFakeProvider } from '../fakes/providers/fake-provider.ts';
import { API_KEY, COMFYUI_VIDEO, JOB_ID, VIDEO_URL } from '../fakes/providers/fake-words.ts';
import { providerAt, startCall } from '../fakes/providers/provider-at.ts';
import { a2eDialect, falDialect, replicateDialect } from '../fakes/providers/queue-dialects.ts';
import {
  dreamMachineDialect,
  lumaDialect,
  runwayDialect,
} from '../fakes/providers/studio-dialects.ts';
import { type ProviderCase, testProvider } from './provider.ts';

const apiKey = API_KEY;
const processing = { state: 'running', phase: 'processing' } as const;
const result = { url: VIDEO_URL };

const cases = {
  a2e: {
    dialect: a2eDialect,
    entry: (url) => ({ type: 'a2e', apiKey, baseUrl: url }),
    running: { ...processing, progress: 40 },
    completed: { state: 'completed', result, cost: { amount: 30, unit: 'coins' } },
    ends: {
      failed: 'provider_failed',
      moderated: 'moderated',
      canceled: 'canceled',
      gone: 'result_gone',
    },
    cancels: `DELETE /api/v1/userImage2Video/${JOB_ID}`,
  },
  fal: {
    dialect: falDialect,
    entry: (url) => ({ type: 'fal', apiKey, baseUrl: url, keyServerUrl: url }),
    running: processing,
    completed: { state: 'completed', result, cost: { amount: 41.5, unit: 'seconds' } },
    ends: { failed: 'provider_failed', moderated: 'moderated', gone: 'result_gone' },
    cancels: `PUT /fal-ai/wan/requests/${JOB_ID}/cancel`,
  },
  replicate: {
    dialect: replicateDialect,
    entry: (url) => ({ type: 'replicate', apiKey, baseUrl: `${url}/v1` }),
    running: processing,
    completed: { state: 'completed', result, cost: { amount: 38.2, unit: 'seconds' } },
    ends: {
      failed: 'provider_failed',
      moderated: 'moderated',
      canceled: 'canceled',
      gone: 'result_gone',
    },
    cancels: `POST /v1/predictions/${JOB_ID}/cancel`,
  },
  runway: {
    dialect: runwayDialect,
    entry: (url) => ({ type: 'runway', apiKey, baseUrl: url }),
    running: { ...processing, progress: 40 },
    completed: { state: 'completed', result, cost: { amount: 25, unit: 'credits' } },
    ends: {
      failed: 'provider_failed',
      moderated: 'moderated',
      canceled: 'canceled',
      gone: 'result_gone',
    },
    cancels: `DELETE /v1/tasks/${JOB_ID}`,
  },
  luma: {
    dialect: lumaDialect,
    entry: (url) => ({ type: 'luma', apiKey, baseUrl: `${url}/v1` }),
    running: processing,
    completed: { state: 'completed', result },
    ends: { failed: 'provider_failed', moderated: 'moderated', gone: 'result_gone' },
  },
  'luma-dream-machine': {
    dialect: dreamMachineDialect,
    entry: (url) => ({
      type: 'luma-dream-machine',
      apiKey,
      baseUrl: `${url}/dream-machine/v1`,
    }),
    running: processing,
    completed: { state: 'completed', result },
    ends: {
      failed: 'provider_failed',
      moderated: 'moderated',
      canceled: 'canceled',
      gone: 'result_gone',
    },
  },
  veo: {
    dialect: veoDialect,
    entry: (url) => ({ type: 'veo', apiKey, baseUrl: url }),
    running: processing,
    completed: { state: 'completed' },
    ends: {
      failed: 'provider_failed',
      moderated: 'moderated',
      canceled: 'canceled',
      gone: 'result_gone',
    },
  },
  bedrock: {
    dialect: bedrockDialect,
    entry: (url) => ({ type: 'bedrock', outputBucket: 'bedrock-output', baseUrl: url }),
    running: processing,
    completed: { state: 'completed' },
    ends: { failed: 'provider_failed', moderated: 'moderated', gone: 'result_gone' },
  },
  comfyui: {
    dialect: comfyuiDialect,
    entry: (url) => ({
      type: 'comfyui',
      baseUrl: url,
      authorization: `Bearer ${API_KEY}`,
      workflows: [{ name: 'wan', workflow: comfyuiWorkflow }],
    }),
    running: processing,
    completed: { state: 'completed' },
    ends: { failed: 'provider_failed', canceled: 'canceled', gone: 'result_gone' },
    cancels: 'POST /interrupt',
  },
} satisfies Record<string, ProviderCase>;

for (const [name, suite] of Object.entries(cases)) {
  describe(`the provider ${name}`, () => testProvider(suite));
}

describe('what single providers do beyond that', () => {
  it('tells how many are before the work', async () => {
    for (const name of ['fal', 'comfyui'] as const) {
      await using fake = await startFakeProvider(cases[name].dialect);
      const { provider } = providerAt(cases[name].entry(fake.url));
      const operation = await provider.start(startCall());
      const queuePosition = name === 'fal' ? 2 : 0;
      expect(await provider.check(operation)).toMatchObject({ phase: 'queued', queuePosition });
    }
  });

  it('reads the file of a private ComfyUI through the connection it has', async () => {
    await using fake = await startFakeProvider(comfyuiDialect);
    const { provider } = providerAt(cases.comfyui.entry(fake.url));
    const operation = await provider.start(startCall());
    fake.become('completed');
    const file = await provider.fetchResult?.(operation);
    expect(file).toEqual({ bytes: COMFYUI_VIDEO, mediaType: 'video/mp4' });
    expect(fake.requests.at(-1)?.path).toContain('filename=clip_00001_.mp4&subfolder=video');
  });

  it('interrupts ComfyUI only while the work of this task runs', async () => {
    await using fake = await startFakeProvider(comfyuiDialect);
    const { provider } = providerAt(cases.comfyui.entry(fake.url));
    const operation = await provider.start(startCall());
    fake.become('queued');
    await provider.cancel?.(operation);
    expect(fake.requests.some(({ path }) => path === '/queue')).toBe(true);
    expect(fake.requests.some(({ path }) => path === '/interrupt')).toBe(false);
  });

  it('gives the key for a file of Veo at copying time, and for Google alone', async () => {
    await using fake = await startFakeProvider(veoDialect);
    const { provider } = providerAt(cases.veo.entry(fake.url));
    const operation = await provider.start(startCall());
    fake.become('completed');
    const file = await provider.fetchResult?.(operation);
    expect(file).toMatchObject({ headers: { 'x-goog-api-key': API_KEY } });
    expect(JSON.stringify(await provider.check(operation))).not.toContain(API_KEY);
  });

  it('copies inside our own bucket when Bedrock writes there, and signs an address when not', async () => {
    await using fake = await startFakeProvider(bedrockDialect);
    const { provider } = providerAt(cases.bedrock.entry(fake.url));
    const operation = await provider.start(startCall());
    fake.become('completed');
    const file = await provider.fetchResult?.(operation);
    expect(file && 'url' in file && file.url).toMatch(
      /^https:\/\/bedrock-output\.s3\.us-west-2\.amazonaws\.com\/renders\/bedrock\/abcdef012345\/output\.mp4\?.*X-Amz-Signature=/,
    );
  });

  it('gives Bedrock the same token for the same task, so that it starts once', async () => {
    await using fake = await startFakeProvider(bedrockDialect);
    const { provider } = providerAt(cases.bedrock.entry(fake.url));
    expect(provider.startsOncePerTask).toBe(true);
    await provider.start(startCall());
    await provider.start(startCall());
    const tokens = fake.starts.map((body) => JSON.parse(body).clientRequestToken);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps finished work as it is when asked to cancel it', async () => {
    for (const name of ['a2e', 'runway'] as const) {
      await using fake = await startFakeProvider(cases[name].dialect);
      const { provider } = providerAt(cases[name].entry(fake.url));
      const operation = await provider.start(startCall());
      fake.become('completed');
      await provider.cancel?.(operation);
      expect(fake.requests.every(({ method }) => method !== 'DELETE')).toBe(true);
    }
  });

  it('sends the credentials to the service itself and to no address that it names', async () => {
    await using fake = await startFakeProvider(falDialect);
    const { provider } = providerAt(cases.fal.entry(fake.url));
    const operation = {
      requestId: JOB_ID,
      statusUrl: 'https://elsewhere.example.com/status',
      responseUrl: fake.url,
      cancelUrl: fake.url,
    };
    await expect(provider.check(operation)).rejects.toMatchObject({ code: 'answer_unreadable' });
    expect(fake.requests).toHaveLength(0);
  });
});
