import { BlobSource, Input, MP4 } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { createProvider } from '../../../../../functions/providers/create-provider.ts';
import { mock } from '../../../../../functions/providers/mock/mock.ts';
import { createMockClient } from '../../../../../functions/providers/mock/mock-client.ts';
import { startCall } from '../../../../fakes/providers/provider-at.ts';

/** A mock whose clock is moved by hand, in seconds. */
function mockAt(settings: Record<string, unknown> = {}) {
  let now = 0;
  const adapter = {
    ...mock.describe(settings),
    ...createMockClient(settings, {
      name: 'mock',
      fetch,
      clock: { now: () => now },
      sleep: async () => {},
    }),
  };
  const provider = createProvider(adapter, {
    name: 'mock',
    isPrivate: () => true,
    loadImage: async () => {
      throw new Error('The mock does not look at pictures.');
    },
  });
  return {
    provider,
    wait(seconds: number) {
      now += seconds * 1000;
    },
  };
}

const scripted = (script: string) => startCall({ prompt: `a rocket [[mock: ${script}]]` });

describe('the mock', () => {
  it('plays the script in the prompt', async () => {
    const { provider, wait } = mockAt();
    const operation = await provider.start(scripted('queue 2s, takes 4s, progress'));
    expect(await provider.check(operation)).toMatchObject({ phase: 'queued', queuePosition: 2 });
    wait(3);
    expect(await provider.check(operation)).toMatchObject({ phase: 'processing', progress: 25 });
    wait(3);
    expect(await provider.check(operation)).toEqual({ state: 'completed' });
  });

  it('plays the settings where the prompt has no script', async () => {
    const { provider, wait } = mockAt({ takesSeconds: 10, failsWith: 'moderated' });
    const operation = await provider.start(startCall());
    wait(9);
    expect(await provider.check(operation)).toMatchObject({ state: 'running' });
    wait(1);
    expect(await provider.check(operation)).toMatchObject({ state: 'failed', code: 'moderated' });
  });

  it('fails, refuses and loses answers as it is told', async () => {
    const { provider, wait } = mockAt();
    const failing = await provider.start(scripted('fails with provider_failed'));
    wait(1);
    expect(await provider.check(failing)).toMatchObject({ code: 'provider_failed' });
    await expect(provider.start(scripted('refuses with rate_limited'))).rejects.toMatchObject({
      name: 'ProviderError',
      retryable: true,
    });
    await expect(provider.start(scripted('refuses with quota_exceeded'))).rejects.toMatchObject({
      retryable: false,
    });
    await expect(provider.start(scripted('loses the answer'))).rejects.toMatchObject({
      name: 'StartOutcomeUnknownError',
    });
  });

  it('goes on for ever when told so', async () => {
    const { provider, wait } = mockAt();
    const operation = await provider.start(scripted('never ends, progress'));
    wait(1e6);
    expect(await provider.check(operation)).toMatchObject({ state: 'running', progress: 99 });
  });

  it('counts the starts of a task', async () => {
    const { provider } = mockAt();
    expect(await provider.start(startCall())).toMatchObject({ starts: 1 });
    expect(await provider.start(startCall())).toMatchObject({ starts: 2 });
  });

  it('refuses a script that it can’t read, and says which step', () => {
    const { provider } = mockAt();
    const { request } = scripted('takes 3s, dances');
    expect(provider.refusals('image-to-video', request)).toEqual([
      { field: 'prompt', message: 'has a step that the mock does not know: "dances"' },
    ]);
  });

  it('hands over a video that plays', async () => {
    const { provider } = mockAt();
    const file = await provider.fetchResult?.(await provider.start(startCall()));
    if (!file || !('bytes' in file)) throw new Error('There is no file.');
    const source = new BlobSource(new Blob([new Uint8Array(file.bytes)]));
    const input = new Input({ source, formats: [MP4] });
    expect(await input.computeDuration()).toBeCloseTo(1);
    expect((await input.getPrimaryVideoTrack())?.codec).toBe('avc');
  });
});
