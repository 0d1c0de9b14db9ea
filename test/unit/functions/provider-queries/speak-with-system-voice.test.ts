import { beforeEach, expect, it } from 'vitest';
import type {
  ProviderQuery,
  ProviderReply,
} from '../../../../functions/provider-queries/run-query.ts';
import { createSharedLists } from '../../../../functions/provider-queries/shared-lists.ts';
import { speakWithSystemVoice } from '../../../../functions/provider-queries/speak-with-system-voice.ts';
import type { ConfiguredProvider } from '../../../../functions/providers/configured-provider.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';
import { createService } from '../../../fakes/service.ts';

const upstream: ConfiguredProvider = {
  name: 'upstream',
  provider: { name: 'upstream' } as Provider,
};
const LISTED = '00000000000000000000000a';
const UNLISTED = '00000000000000000000000b';

let calls: ProviderQuery[];
let providers: ConfiguredProvider[];
let spoken: ProviderReply;

beforeEach(() => {
  calls = [];
  providers = [upstream];
  spoken = { file: { key: 'speech/1.mp3', mediaType: 'audio/mpeg', seconds: 12 } };
});

async function createWorld() {
  const service = await createService();
  const queries = {
    clock: service.clock,
    providersForQuery: async () => providers,
    async callProvider(call: ProviderQuery): Promise<ProviderReply> {
      calls.push(call);
      if (call.query === 'speak') return spoken;
      return {
        answer: [
          { id: LISTED, ttsRate: 2.5 },
          { id: UNLISTED.replace('b', 'c'), ttsRate: null },
        ],
      };
    },
  };
  const context = { ...service.context, ...queries, ...createSharedLists(queries) };
  return {
    speak: (ttsId: string) =>
      speakWithSystemVoice(context, {
        ...{ owner: service.owner, ttsId, text: 'Hallo', rate: 1 },
        regions: [
          { country: 'de', region: 'DE' },
          { country: 'en', region: 'US' },
        ],
      }),
    balance: async () => (await service.accounts.get(service.owner))?.balance,
  };
}

it('speaks with a voice that the provider lists for the language, at the price it lists', async () => {
  const { speak, balance } = await createWorld();
  expect(await speak(LISTED.toUpperCase())).toEqual({ key: 'speech/1.mp3', seconds: 12, coins: 6 });
  expect(await balance()).toBe(994);
  await speak(LISTED);
  expect(calls.map(({ query }) => query)).toEqual(['list-voices', 'list-voices', 'speak', 'speak']);
  expect(calls.map(({ request }) => request)).toMatchObject([
    { country: 'de', region: 'DE' },
    { country: 'en', region: 'US' },
    { country: 'de', region: 'DE', text: 'Hallo', rate: 1 },
    { voice: { system: LISTED } },
  ]);
});

it('never asks for an id that may be of a voice which another owner has had trained', async () => {
  const { speak } = await createWorld();
  expect(await speak(UNLISTED)).toBeUndefined();
  expect(calls.map(({ query }) => query)).toEqual(['list-voices', 'list-voices']);
});

it.each(['66d3fb1bc051cfb134c60f20', 'en-US-JennyNeural'])(
  'asks for %s, which is known to be everyone’s, without a look at the list',
  async (id) => {
    const { speak } = await createWorld();
    expect(await speak(id)).toMatchObject({ coins: 12 });
    expect(calls).toMatchObject([{ query: 'speak', request: { voice: { system: id } } }]);
  },
);

it('says why the provider does not speak, and takes nothing', async () => {
  const { speak, balance } = await createWorld();
  spoken = { refused: { code: 'input_rejected', message: 'No such voice.' } };
  expect(await speak(LISTED)).toEqual({ refused: 'No such voice.' });
  spoken = { refused: { code: 'provider_unreachable', message: 'gone' } };
  await expect(speak(LISTED)).rejects.toMatchObject({ name: 'QueryUnavailableError' });
  expect(await balance()).toBe(1000);
});

it('has nobody speak where the operator has configured nobody', async () => {
  const { speak } = await createWorld();
  providers = [{ name: 'list-voices', problem: 'Nobody.', notConfigured: true }];
  expect(await speak(LISTED)).toBeUndefined();
  expect(calls).toEqual([]);
});
