import { describe, expect, it } from 'vitest';
import type { ProviderReply } from '../../../../functions/provider-queries/run-query.ts';
import { createSharedLists } from '../../../../functions/provider-queries/shared-lists.ts';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';

const upstream: ConfiguredProvider = {
  name: 'upstream',
  provider: { name: 'upstream' } as Provider,
};
const nobody: ConfiguredProvider = {
  name: 'list-avatars',
  problem: 'Nobody.',
  notConfigured: true,
};
const broken: ConfiguredProvider = { name: 'upstream', problem: 'The key is missing.' };

function createWorld() {
  let now = 0;
  let providers: ConfiguredProvider[] = [upstream];
  let reply: ProviderReply = { answer: [{ _id: 'one' }] };
  let calls = 0;
  const lists = createSharedLists({
    clock: { now: () => now },
    providersForQuery: async () => providers,
    async callProvider() {
      calls += 1;
      return reply;
    },
  });
  return {
    lists,
    calls: () => calls,
    configured: (...next: ConfiguredProvider[]) => {
      providers = next;
    },
    answer: (next: ProviderReply) => {
      reply = next;
    },
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('everyone’s avatars', () => {
  it('are remembered for five minutes', async () => {
    const { lists, calls, pass } = createWorld();
    expect(await lists.sharedAvatars()).toEqual([{ _id: 'one' }]);
    pass(299);
    await lists.sharedAvatars();
    expect(calls()).toBe(1);
    pass(2);
    await lists.sharedAvatars();
    expect(calls()).toBe(2);
  });

  it('stay as they were while the provider is out of order', async () => {
    const { lists, answer, pass } = createWorld();
    await lists.sharedAvatars();
    pass(301);
    answer({ refused: { code: 'provider_unreachable', message: 'Down.' } });
    expect(await lists.sharedAvatars()).toEqual([{ _id: 'one' }]);
  });

  it('are an error where the provider never told them', async () => {
    const { lists, answer } = createWorld();
    answer({ refused: { code: 'provider_unreachable', message: 'Down.' } });
    await expect(lists.sharedAvatars()).rejects.toMatchObject({
      name: 'QueryUnavailableError',
      message: 'Down.',
    });
  });

  it('are none without a provider, also where there was one, and never of the wrong form', async () => {
    const { lists, configured, answer } = createWorld();
    await lists.sharedAvatars();
    configured(nobody);
    expect(await lists.sharedAvatars()).toEqual([]);
    configured(broken);
    await expect(lists.sharedAvatars()).rejects.toThrow('The key is missing.');
    configured(upstream);
    answer({ answer: 'an avatar' });
    await expect(lists.sharedBackgrounds()).rejects.toThrow();
  });
});
