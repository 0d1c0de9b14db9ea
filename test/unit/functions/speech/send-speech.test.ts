import { beforeEach, describe, expect, it } from 'vitest';
import { parseFields } from '../../../../functions/catalog/parse-fields.ts';
import { deletePreview, listPreviews } from '../../../../functions/speech/previews.ts';
import {
  priceOfSpeech,
  type SendSpeechDependencies,
  type SystemUtterance,
  sendSpeech,
  type TrainedUtterance,
} from '../../../../functions/speech/send-speech.ts';
import {
  type OwnUtterance,
  type SpeakDependencies,
  speak,
} from '../../../../functions/speech/speak.ts';
import { speechRequest } from '../../../../functions/speech/speech-fields.ts';
import type { Utterance } from '../../../../functions/speech/synthesizer.ts';
import { getLanguages, getVoices } from '../../../../functions/speech/voices.ts';
import { createMemoryResourceStore } from '../../../fakes/memory-resource-store.ts';
import { wavOf } from '../../../fakes/wav.ts';

const START = Date.UTC(2026, 10, 25, 9);
const [german] = getLanguages({ country: 'de' }).flatMap(getVoices);
const tts_id = german?.id ?? '';

let now: number;
let asked: (Utterance | OwnUtterance | TrainedUtterance | SystemUtterance)[];
let context: SendSpeechDependencies;

beforeEach(() => {
  now = START;
  asked = [];
  const clock = { now: () => now };
  context = {
    clock,
    resources: createMemoryResourceStore(clock),
    mediaUrl: 'https://media.test',
    async speak(utterance) {
      const speech = await speak(synthesis, utterance);
      return 'refused' in speech ? speech : { ...speech, key: `speech/${asked.length}.mp3` };
    },
    speakWithTrainedVoice: async () => ({ refused: 'is no voice of yours' }),
    speakWithSystemVoice: async () => undefined,
    classify: async (text) =>
      text.startsWith('Guten') ? { locale: 'de-DE' } : { refused: 'is in no known language' },
  };
});

/** Says what is asked of it in 2.5 seconds. */
const synthesis: SpeakDependencies = {
  async synthesize(utterance) {
    asked.push(utterance);
    return wavOf(2.5);
  },
  compress: async (bytes) => ({ bytes, mediaType: 'audio/mpeg', ending: '.mp3' }),
  media: { put: async () => {} },
};

const send = (body: object, owner = 'ada') =>
  sendSpeech(context, owner, parseFields(speechRequest, body));
const listed = (owner = 'ada', page = { current: 1, pageSize: 20 }) =>
  listPreviews(context, owner, page);

describe('a text that is sent to be spoken', () => {
  it('is spoken by the voice, and answered with the address of the sound', async () => {
    const url = await send({ msg: 'Guten Tag.', tts_id: tts_id.toUpperCase(), speechRate: 1.5 });
    expect(url).toBe('https://media.test/speech/1.mp3');
    expect(asked).toEqual([{ text: 'Guten Tag.', speaker: 'de+f3', rate: 1.5 }]);
  });

  it.each([
    ['66d3fb1bc051cfb134c60f20', {}, 'en-US+m3'],
    ['66D3FA4AB76478B1272F2249', { msg: 'Guten Tag.' }, 'de+f3'],
    ['66d3fb1bc051cfb134c60f20', { msg: 'Guten Tag.', country: 'fr' }, 'fr+m3'],
    ['63a549c1ad2a27fe43d9669a', { msg: 'Guten Tag.' }, 'ru+f3'],
    ['66dc3c1b7dc1f1c483cc5ab8', { country: 'de', region: 'DE' }, 'de+f3'],
    ['0123456789abcdef01234567', { msg: 'Guten Tag.' }, 'de+f3'],
    ['en-US-JennyNeural', { msg: 'Guten Tag.' }, 'en-US+f3'],
    ['en-US-GuyNeural', {}, 'en-US+m3'],
    ['de-DE-KatjaNeural', {}, 'de+f3'],
    ['zh-CN-henan-YundengNeural', {}, 'cmn+m3'],
    ['en-US-Andrew2:DragonHDLatestNeural', {}, 'en-US+m3'],
    ['en-US-EchoTurboMultilingualNeural', { msg: 'Guten Tag.' }, 'de+m3'],
    ['sr-Latn-RS-NicholasNeural', {}, 'sr+m3'],
    ['th-TH-NiwatNeural', {}, 'en-US+m3'],
  ])('is spoken by the nearest voice of ours for A2E’s %s of %j', async (tts_id, more, speaker) => {
    const warnings: unknown[] = [];
    const request = parseFields(speechRequest, { msg: 'Hello.', tts_id, ...more });
    await sendSpeech(context, 'ada', request, (issues) => void warnings.push(...issues));
    expect(asked).toMatchObject([{ speaker }]);
    expect(warnings).toMatchObject([{ field: 'tts_id' }]);
  });

  it('is spoken where A2E’s voice is, at its price; where it is refused there, by the nearest', async () => {
    const warnings: { field: string; message: string }[] = [];
    const speakAt = (spoken: Awaited<ReturnType<typeof context.speakWithSystemVoice>>) => {
      const speakWithSystemVoice = async (utterance: SystemUtterance) => {
        asked.push(utterance);
        return spoken;
      };
      const id = 'en-US-JennyNeural';
      const request = parseFields(speechRequest, { msg: 'Guten Tag.', tts_id: id });
      const warn = (issues: readonly (typeof warnings)[number][]) => void warnings.push(...issues);
      return sendSpeech({ ...context, speakWithSystemVoice }, 'ada', request, warn);
    };
    expect(await speakAt({ key: 'speech/a2e.mp3', seconds: 12, coins: 12 })).toMatch(/a2e\.mp3$/);
    const regions = [{ country: 'en', region: 'US' }];
    const utterance = { owner: 'ada', ttsId: 'en-US-JennyNeural', text: 'Guten Tag.', rate: 1 };
    expect(asked).toEqual([{ ...utterance, regions }]);
    expect(await listed()).toMatchObject({ data: [{ coins: 12, duration: 12 }] });
    expect(warnings).toEqual([]);
    await speakAt({ refused: 'No such voice.' });
    expect(asked.at(-1)).toMatchObject({ speaker: 'en-US+f3' });
    expect(warnings[0]?.message).toMatch(
      /^can't be used: No such voice; [0-9a-f]{24} \(en-US, female\) spoke/,
    );
  });

  it('is in its owner’s list for a day', async () => {
    await send({ msg: 'Guten Tag.', tts_id });
    expect(await listed()).toEqual({
      ...{ current: 1, pageSize: 20, total: 1, success: true },
      data: [
        {
          _id: expect.stringMatching(/^[0-9a-f]{24}$/),
          msg: 'Guten Tag.',
          audio_url: 'https://media.test/speech/1.mp3',
          duration: 2.5,
          coins: 0,
          tts_id,
          user_voice_id: null,
          ...{ country: 'en', region: 'US', speechRate: 1 },
          createdAt: '2026-11-25T09:00:00.000Z',
        },
      ],
    });
    expect(await listed('bob')).toMatchObject({ total: 0, data: [] });
    now = START + 24 * 60 * 60 * 1000;
    expect(await listed()).toMatchObject({ total: 0, data: [] });
  });

  it('is paged through from the newest', async () => {
    for (const msg of ['one', 'two', 'three']) {
      await send({ msg, tts_id });
      now += 1;
    }
    expect(await listed('ada', { current: 2, pageSize: 2 })).toMatchObject({
      total: 3,
      data: [{ msg: 'one' }],
    });
    expect(await listed('ada', { current: 3, pageSize: 2 })).toMatchObject({ total: 3, data: [] });
  });

  it('is taken out of the list by its owner alone, once', async () => {
    await send({ msg: 'Guten Tag.', tts_id });
    const [{ id } = { id: '' }] = await context.resources.list('ada', 'tts-previews', 1);
    const gone = { name: 'PreviewNotFoundError' };
    await expect(deletePreview(context, 'bob', id)).rejects.toMatchObject(gone);
    await deletePreview(context, 'ada', id.toUpperCase());
    await expect(deletePreview(context, 'ada', id)).rejects.toMatchObject(gone);
    const malformed = deletePreview(context, 'ada', 'one');
    await expect(malformed).rejects.toThrow('Invalid preview ID format');
  });

  it('is refused with the field’s name, and leaves nothing behind', async () => {
    const unknown = send({ msg: 'Hello.', tts_id: 'no-voice' });
    await expect(unknown).rejects.toThrow(/^tts_id is no voice we have; GET .*voice_list/);
    expect(asked).toEqual([]);
    context = { ...context, speak: async () => ({ refused: 'holds nothing' }) };
    await expect(send({ msg: '…', tts_id })).rejects.toThrow(/^msg holds nothing$/);
    expect(await listed()).toMatchObject({ total: 0 });
  });
});

describe('a text for a voice that was trained', () => {
  const body = { msg: 'Guten Tag.', user_voice_id: 'voice', country: 'de', region: 'DE' };

  it('is refused in the words of whoever would speak it', async () => {
    await expect(send(body)).rejects.toThrow(/^user_voice_id is no voice of yours$/);
    expect(asked).toEqual([]);
  });

  it('is spoken by whoever has trained it, at its price', async () => {
    context = {
      ...context,
      async speakWithTrainedVoice(utterance) {
        asked.push(utterance);
        return { key: 'speech/own.mp3', seconds: 12, coins: 8 };
      },
    };
    expect(await send(body)).toBe('https://media.test/speech/own.mp3');
    expect(asked).toEqual([
      {
        owner: 'ada',
        userVoiceId: 'voice',
        text: 'Guten Tag.',
        rate: 1,
        country: 'de',
        region: 'DE',
      },
    ]);
    const data = [{ user_voice_id: 'voice', tts_id: null, coins: 8, duration: 12 }];
    expect(await listed()).toMatchObject({ data });
  });
});

describe('the price of speech', () => {
  it('counts every ten seconds that have begun', () => {
    expect([0, 0.1, 10, 10.01, 30].map((seconds) => priceOfSpeech(seconds, 4))).toEqual([
      0, 4, 4, 8, 12,
    ]);
    expect(priceOfSpeech(500, 0)).toBe(0);
  });
});
