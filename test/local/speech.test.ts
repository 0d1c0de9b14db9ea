import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMp3 } from '../unit/functions/speech/read-mp3.ts';
import type { Api } from './api.ts';
import { startService } from './service.ts';

const send = '/api/v1/video/send_tts';
const classify = '/api/v1/video/lang_classify';
const previews = '/api/v1/tts/preview';
const voiceList = '/api/v1/anchor/voice_list';

interface Group {
  readonly value: string;
  readonly children: readonly { label: string; value: string; ttsRate: number; lang: string }[];
}

describe('a caller who wants a text spoken', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let api: Api;
  beforeAll(async () => {
    service = await startService({ coins: 100 });
    api = service.api;
  });
  afterAll(() => service[Symbol.asyncDispose]());

  /** The first voice of a place and gender, as a client picks one. */
  async function voiceOf(country: string, region: string, gender = 'female'): Promise<string> {
    const { data } = await api.call('GET', `${voiceList}?country=${country}&region=${region}`);
    const group = (data as Group[]).find(({ value }) => value === gender);
    return group?.children[0]?.value ?? '';
  }

  it('picks a language and a voice from the lists, and gets sound that plays', async () => {
    const languages = await api.call('GET', '/api/v1/anchor/language_list?lang=en');
    expect(languages.data).toContainEqual({
      label: 'German',
      value: 'de',
      children: [{ label: 'Germany', value: 'DE' }],
    });
    const body = {
      msg: 'Guten Tag, heute ist das Wetter schön.',
      tts_id: await voiceOf('de', 'DE'),
    };
    const spoken = await api.call('POST', send, body);
    expect(spoken).toMatchObject({ status: 200, code: 0, data: expect.any(String) });
    const sound = await fetch(spoken.data);
    expect(sound.headers.get('content-type')).toBe('audio/mpeg');
    const { seconds, loudness } = await readMp3(new Uint8Array(await sound.arrayBuffer()));
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(4);
    expect(loudness).toBeGreaterThan(0.03);
    expect(await api.coins()).toBe(100);
  });

  it('finds the voices of the other forms of the calls, too', async () => {
    const { data: byPost } = await api.call('POST', voiceList, { country: 'en', region: 'GB' });
    const { data: byGet } = await api.call('GET', `${voiceList}?country=en&region=GB`);
    expect(byPost).toEqual(byGet);
    expect(byPost.map(({ value }: Group) => value)).toEqual(['female', 'male']);
    const { data: usual } = await api.call('GET', voiceList);
    expect(usual[0].children[0]).toMatchObject({ lang: 'en-US', ttsRate: 0 });
    const { data: presets } = await api.call('POST', '/api/v1/anchor/tts_list');
    expect(presets).toContainEqual(expect.objectContaining({ _id: usual[0].children[0].value }));
    const { data: inChinese } = await api.call('POST', '/api/v1/anchor/language_list', {
      lang: 'zh-CN',
    });
    expect(inChinese).toContainEqual(expect.objectContaining({ label: '德语', value: 'de' }));
  });

  it('looks through what was spoken today, and takes one out', async () => {
    const { api: bob } = await service.addUser('bob', 0);
    const tts_id = await voiceOf('en', 'US', 'male');
    const { data: url } = await bob.call('POST', send, { msg: 'First.', tts_id });
    await bob.call('POST', send, { msg: 'Second.', tts_id, speechRate: '1.5' });
    const { data: list } = await bob.call('GET', `${previews}/list?current=1&pageSize=1`);
    expect(list).toMatchObject({ current: 1, total: 2, success: true });
    expect(list.data).toEqual([expect.objectContaining({ msg: 'Second.', tts_id, coins: 0 })]);
    const { data: next } = await bob.call('GET', `${previews}/list?current=2&pageSize=1`);
    const [first] = next.data;
    expect(first).toMatchObject({ msg: 'First.', audio_url: url, duration: expect.any(Number) });

    expect((await api.call('DELETE', `${previews}/${first._id}`)).status).toBe(404);
    expect((await api.call('GET', `${previews}/list`)).data.data).not.toContainEqual(first);
    expect(await bob.call('DELETE', `${previews}/${first._id}`)).toMatchObject({ code: 0 });
    expect((await bob.call('DELETE', `${previews}/${first._id}`)).status).toBe(404);
    expect((await bob.call('DELETE', `${previews}/first`)).status).toBe(400);
    expect((await bob.call('GET', `${previews}/list`)).data.total).toBe(1);
    expect((await fetch(url)).status).toBe(200);
  });

  it.each([
    ['no text', { tts_id: 'a' }, 'msg is required'],
    ['blanks', { msg: '  \n', tts_id: 'a' }, 'msg must hold something to say'],
    ['too much', { msg: '語'.repeat(1001), tts_id: 'a' }, 'msg must be at most 1000 Unicode char'],
    ['no voice', { msg: 'Hello.' }, 'tts_id give either tts_id, a voice of GET /api/v1/anchor/voi'],
    ['both voices', { msg: 'Hi.', tts_id: 'a', user_voice_id: 'b' }, 'or user_voice_id'],
    [
      'a voice we lack',
      { msg: 'Hello.', tts_id: 'f'.repeat(24) },
      'is no voice we have; GET /api/v1',
    ],
    [
      'haste',
      { msg: 'Hello.', tts_id: 'a', speechRate: 2.5 },
      'speechRate must be a number from 0.5',
    ],
    [
      'a trained voice',
      { msg: 'Hello.', user_voice_id: 'b' },
      'needs a provider that trains voices',
    ],
    [
      'an odd place',
      { msg: 'Hello.', tts_id: 'a', country: 'English' },
      'country must be a language',
    ],
  ])('is told what is not right: %s', async (_what, body, message) => {
    const refused = await api.call('POST', send, body);
    expect(refused).toMatchObject({ status: 400, code: 400 });
    expect(refused.message).toContain(message);
  });

  it('gets sound or a refusal for whatever is sent', async () => {
    const tts_id = await voiceOf('en', 'US');
    const texts = fc.string({ unit: 'binary', maxLength: 20 });
    const bodies = fc.oneof(
      texts.map((msg) => ({ msg, tts_id })),
      fc.record({ msg: fc.jsonValue(), tts_id: fc.jsonValue(), speechRate: fc.jsonValue() }),
      fc.jsonValue(),
    );
    const paths = fc.constantFrom(send, classify, voiceList, '/api/v1/anchor/language_list');
    await fc.assert(
      fc.asyncProperty(paths, bodies, async (path, body) => {
        expect([200, 400]).toContain((await api.call('POST', path, body)).status);
      }),
      { numRuns: 40 },
    );
  });

  it('is told when there is nothing in a text to be said', async () => {
    const refused = await api.call('POST', send, { msg: '…', tts_id: await voiceOf('en', 'US') });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.message).toBe('msg holds nothing that this voice can say');
  });

  it('learns which language a text is in, and finds voices for it', async () => {
    const { data: locale } = await api.call('POST', classify, {
      msg: 'Mañana por la mañana iremos a la playa con los niños.',
    });
    expect(locale).toBe('es-ES');
    const { data: voices } = await api.call('GET', `${voiceList}?voice_map_type=${locale}`);
    expect(voices[0].children[0]).toMatchObject({ lang: 'es-ES' });
    const refused = await api.call('POST', classify, { msg: '12345' });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.message).toContain('msg is in no language that can be detected');
    expect((await api.call('POST', classify, {})).message).toBe('msg is required');
  });
});
