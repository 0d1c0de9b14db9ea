import { describe, expect, it } from 'vitest';
import type { Offer } from '../../../../functions/providers/offer.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import type { ProviderReply } from '../../../../functions/questions/answer-question.ts';
import { createSharedLists } from '../../../../functions/questions/shared-lists.ts';

const upstream: Offer = { name: 'upstream', provider: { name: 'upstream' } as Provider };
const nobody: Offer = { name: 'list-avatars', problem: 'Nobody.', isUnserved: true };
const broken: Offer = { name: 'upstream', problem: 'The key is missing.' };

function createWorld() {
  let now = 0;
  let offers: Offer[] = [upstream];
  let reply: ProviderReply = { answer: [{ _id: 'one' }] };
  let calls = 0;
  const lists = createSharedLists({
    clock: { now: () => now },
    answering: async () => offers,
    async callProvider() {
      calls += 1;
      return reply;
    },
  });
  return {
    lists,
    calls: () => calls,
    offer: (...next: Offer[]) => {
      offers = next;
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
      name: 'UnansweredError',
      message: 'Down.',
    });
  });

  it('are none without a provider, also where there was one, and never of the wrong form', async () => {
    const { lists, offer, answer } = createWorld();
    await lists.sharedAvatars();
    offer(nobody);
    expect(await lists.sharedAvatars()).toEqual([]);
    offer(broken);
    await expect(lists.sharedAvatars()).rejects.toThrow('The key is missing.');
    offer(upstream);
    answer({ answer: 'an avatar' });
    await expect(lists.sharedBackgrounds()).rejects.toThrow();
  });
});
