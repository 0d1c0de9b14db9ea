import { describe, expect, it } from 'vitest';
import type { TaskKind } from '../../../../functions/catalog/catalog.ts';
import {
  cloneAvatarVoice,
  correctEyeContact,
} from '../../../../functions/provider-queries/avatar-extras.ts';
import type {
  ProviderQuery,
  ProviderReply,
} from '../../../../functions/provider-queries/run-query.ts';
import { speakWithTrainedVoice } from '../../../../functions/provider-queries/speak-with-trained-voice.ts';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { listAvatars } from '../../../../functions/resources/avatars.ts';
import type { Task } from '../../../../functions/tasks/task.ts';
import { createMemoryResourceStore } from '../../../fakes/memory-resource-store.ts';
import { createService } from '../../../fakes/service.ts';

const upstream: ConfiguredProvider = {
  name: 'upstream',
  provider: { name: 'upstream' } as Provider,
};
const AVATAR = '00000000000000000000000a';
const VOICE = '00000000000000000000000b';

/** A service with a completed training of each sort, whose provider answers what it is told to. */
async function createWorld(options: { coins?: number } = {}) {
  const service = await createService({ ...options, provider: { kinds: ['voice-clone'] } });
  const calls: ProviderQuery[] = [];
  let reply: ProviderReply = { answer: {} };
  let providers: ConfiguredProvider[] = [upstream];
  const context = {
    ...service.context,
    accounts: service.accounts,
    resources: createMemoryResourceStore(service.clock),
    sharedAvatars: async () => [{ _id: 'system-1', type: 'default' }],
    upstreamIds: {
      isShared: async () => false,
      isAssigned: async (owner: string, id: string) => `${owner} ${id}` === 'ada theirs',
    },
    providersForQuery: async () => providers,
    async callProvider(call: ProviderQuery) {
      calls.push(call);
      return reply;
    },
  };

  async function train(kind: TaskKind, id: string, request: object, more: Partial<Task> = {}) {
    const createdAt = new Date(service.clock.now()).toISOString();
    await context.tasks.create({
      ...{ id, kind, owner: service.owner, name: 'Ada', request, variant: 0, fingerprint: '' },
      ...{ status: 'completed', coins: 0, provider: 'upstream', version: 1, progress: 100 },
      ...{ createdAt, updatedAt: createdAt, expiresAt: service.clock.now() / 1000 + 3600 },
      ...{ operation: { id: `far-${id}`, kind }, ...more },
    } as Task);
  }
  await train('avatar-training', AVATAR, { gender: 'female', video_url: 'https://a.test/ada.mp4' });
  await train(
    'voice-clone',
    VOICE,
    { voice_urls: [] },
    { facts: { speaker_id: 's1', ttsRate: 4 } },
  );
  return {
    service,
    context,
    calls,
    train,
    answer: (next: ProviderReply) => {
      reply = next;
    },
    configured: (...next: ConfiguredProvider[]) => {
      providers = next;
    },
    balance: async () => (await service.accounts.get(service.owner))?.balance,
  };
}

describe('the list of avatars', () => {
  it('has the owner’s that are trained before everyone’s', async () => {
    const { context, service, train } = await createWorld();
    const picture = { gender: 'male', image_url: 'https://a.test/bob.jpg' };
    await train('avatar-training', '00000000000000000000000c', picture, { status: 'processing' });
    const all = await listAvatars(context, service.owner, {});
    expect(all).toMatchObject([
      { _id: AVATAR, type: 'custom', gender: 'female', user_video_twin_id: AVATAR },
      { _id: 'system-1' },
    ]);
    expect(await listAvatars(context, 'bob', {})).toEqual([{ _id: 'system-1', type: 'default' }]);
  });

  it.each([
    [{ type: 'custom' }, [AVATAR]],
    [{ type: '1' }, [AVATAR]],
    [{ type: 'default' }, ['system-1']],
    [{ type: '0' }, ['system-1']],
    [{ type: 'anything' }, [AVATAR, 'system-1']],
    [{ user_video_twin_id: AVATAR }, [AVATAR]],
    [{ user_video_twin_id: AVATAR, type: 'custom' }, [AVATAR]],
    [{ user_video_twin_id: VOICE }, []],
  ])('for %j is %j', async (filter, expected) => {
    const { context, service } = await createWorld();
    const found = await listAvatars(context, service.owner, filter);
    expect(found.map((one) => '_id' in one && one._id)).toEqual(expected);
  });
});

describe('an avatar that was trained', () => {
  it('is made to look at its audience by the provider that has it', async () => {
    const { context, service, calls, balance } = await createWorld();
    const avatar = await correctEyeContact(context, service.owner, AVATAR, undefined);
    expect(avatar.id).toBe(AVATAR);
    const operation = { id: `far-${AVATAR}`, kind: 'avatar-training' };
    const query = 'correct-eye-contact';
    expect(calls).toEqual([{ query, provider: 'upstream', request: { operation } }]);
    expect(await balance()).toBe(970);
    await expect(correctEyeContact(context, 'bob', AVATAR, undefined)).rejects.toMatchObject({
      name: 'TaskNotFoundError',
    });
  });

  it('is not one before it is completed', async () => {
    const { context, service, train, calls } = await createWorld();
    const id = '00000000000000000000000c';
    await train('avatar-training', id, {}, { status: 'processing' });
    await expect(correctEyeContact(context, service.owner, id, undefined)).rejects.toThrow(
      '_id is an avatar that is not trained: it is processing',
    );
    expect(calls).toEqual([]);
  });

  it('gives its voice to a training of its own, but not where it was made of a picture', async () => {
    const { context, service, train } = await createWorld();
    const voice = await cloneAvatarVoice(context, service.owner, AVATAR, 'key');
    expect(voice).toMatchObject({
      kind: 'voice-clone',
      name: 'Ada',
      request: { voice_urls: ['https://a.test/ada.mp4'], gender: 'female' },
    });
    const again = await cloneAvatarVoice(context, service.owner, AVATAR, 'key');
    expect(again.id).toBe(voice.id);
    const id = '00000000000000000000000c';
    await train('avatar-training', id, { image_url: 'https://a.test/ada.jpg' });
    await expect(cloneAvatarVoice(context, service.owner, id, undefined)).rejects.toThrow(
      '_id is an avatar made of a picture',
    );
  });
});

describe('a voice that was trained', () => {
  const file = { key: 'speech/1.mp3', mediaType: 'audio/mpeg', seconds: 12 };
  const utterance = {
    owner: 'ada',
    userVoiceId: VOICE,
    text: 'Hello',
    rate: 1,
    country: 'en',
    region: 'US',
  };

  it.each([VOICE, 's1'])(
    'speaks where it was trained, and is paid for by length: %s',
    async (id) => {
      const { context, calls, answer, balance } = await createWorld();
      answer({ file });
      const speech = await speakWithTrainedVoice(context, { ...utterance, userVoiceId: id });
      expect(speech).toEqual({ key: file.key, seconds: 12, coins: 8 });
      expect(calls).toEqual([
        {
          query: 'speak',
          provider: 'upstream',
          request: {
            text: 'Hello',
            rate: 1,
            country: 'en',
            region: 'US',
            voice: { trainedBy: { id: `far-${VOICE}`, kind: 'voice-clone' } },
          },
        },
      ]);
      expect(await balance()).toBe(992);
    },
  );

  it('may have been trained there before, and been assigned by the operator', async () => {
    const { context, calls, answer } = await createWorld();
    answer({ file });
    const assigned = { ...utterance, userVoiceId: 'theirs' };
    expect(await speakWithTrainedVoice(context, assigned)).toMatchObject({ key: file.key });
    expect(calls).toMatchObject([
      { provider: 'upstream', request: { voice: { trainedBy: { id: 'theirs' } } } },
    ]);
    expect(await speakWithTrainedVoice(context, { ...assigned, owner: 'eve' })).toMatchObject({
      refused: expect.stringContaining('no voice of yours'),
    });
    expect(calls).toHaveLength(1);
  });

  it('costs six coins for ten seconds where nobody says otherwise, and may cost none', async () => {
    const { context, answer, train } = await createWorld();
    answer({ file: { ...file, seconds: 10 } });
    const [unsaid, free] = ['00000000000000000000000c', '00000000000000000000000d'] as const;
    await train('voice-clone', unsaid, {});
    await train('voice-clone', free, {}, { facts: { ttsRate: 0 } });
    const speak = (userVoiceId: string) =>
      speakWithTrainedVoice(context, { ...utterance, userVoiceId });
    expect(await speak(unsaid)).toMatchObject({ coins: 6 });
    expect(await speak(free)).toMatchObject({ coins: 0 });
  });

  it('asks nobody for an owner who can’t pay the most that a text may cost', async () => {
    const { context, service, calls, answer } = await createWorld({ coins: 100 });
    answer({ file: { ...file, seconds: 70 } });
    const long = { ...utterance, text: 'a'.repeat(100), userVoiceId: VOICE };
    const ten = await Promise.allSettled(
      Array.from({ length: 10 }, () => speakWithTrainedVoice(context, long)),
    );
    // Sixty seconds at most: 4 coins for each ten of them.
    expect(calls).toHaveLength(4);
    const refused = ten.flatMap((one) => (one.status === 'rejected' ? [one.reason.name] : []));
    expect(new Set(refused)).toEqual(new Set(['InsufficientCoinsError']));
    const account = await service.accounts.get(service.owner);
    expect(account?.balance).toBe(100 - 4 * 24);
    expect(service.accounts.held(service.owner)).toEqual({});
    const history = service.accounts.entries.reduce((sum, { amount }) => sum + amount, 0);
    expect(history).toBe(-4 * 24);
  });

  it('keeps nothing held where the provider does not answer', async () => {
    const { context, service, answer } = await createWorld();
    answer({ refused: { code: 'provider_unreachable', message: 'gone' } });
    const call = speakWithTrainedVoice(context, { ...utterance, userVoiceId: VOICE });
    await expect(call).rejects.toMatchObject({ name: 'QueryUnavailableError' });
    const account = await service.accounts.get(service.owner);
    expect(account?.balance).toBe(1000);
    expect(service.accounts.held(service.owner)).toEqual({});
    expect(service.accounts.entries).toEqual([]);
  });

  it('is silent for others, before it is trained, and for those who can’t pay', async () => {
    const { context, train, calls } = await createWorld({ coins: 3 });
    expect(await speakWithTrainedVoice(context, { ...utterance, owner: 'bob' })).toMatchObject({
      refused: expect.stringContaining('no voice of yours'),
    });
    const id = '00000000000000000000000c';
    await train('voice-clone', id, {}, { status: 'processing' });
    const early = await speakWithTrainedVoice(context, { ...utterance, userVoiceId: id });
    expect(early).toEqual({ refused: "is a voice that can't be used: its training is processing" });
    await expect(speakWithTrainedVoice(context, utterance)).rejects.toMatchObject({
      name: 'InsufficientCoinsError',
    });
    expect(calls).toEqual([]);
  });

  it('takes nothing when the provider refuses, or answers what is no sound', async () => {
    const { context, answer, balance, configured } = await createWorld();
    answer({ refused: { code: 'input_rejected', message: 'Too long.' } });
    await expect(speakWithTrainedVoice(context, utterance)).rejects.toMatchObject({
      name: 'QueryRejectedError',
    });
    answer({ file: { key: 'speech/1.jpg', mediaType: 'image/jpeg' } });
    expect(await speakWithTrainedVoice(context, utterance)).toHaveProperty('refused');
    expect(await balance()).toBe(1000);
    configured({ name: 'speak', problem: 'Nobody.', notConfigured: true });
    expect(
      await speakWithTrainedVoice(context, { ...utterance, userVoiceId: 'unknown' }),
    ).toMatchObject({ refused: expect.stringContaining('needs a provider that trains voices') });
  });
});
