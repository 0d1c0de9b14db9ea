import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFields } from '../../../../functions/catalog/parse-fields.ts';
import {
  classifyRequest,
  labelLanguage,
  speechRequest,
  voiceFilter,
} from '../../../../functions/speech/speech-fields.ts';

const tts_id = 'a'.repeat(24);

describe('a text to be spoken', () => {
  it('may be a thousand characters long, each counted once whatever its form in UTF-16', () => {
    const characters = fc.constantFrom('a', 'é', '語', '🎬', '𝒜', '\u0301');
    const texts = fc.array(characters, { minLength: 980, maxLength: 1020 });
    fc.assert(
      fc.property(texts, (text) => {
        const isTaken = speechRequest.safeParse({ msg: text.join(''), tts_id }).success;
        expect(isTaken).toBe(text.length <= 1000);
      }),
    );
  });

  it.each(['', ' \n\t', '\u3000'])('must hold something (%j)', (msg) => {
    expect(() => parseFields(speechRequest, { msg, tts_id })).toThrow('must hold something to say');
  });

  it('must be Unicode', () => {
    expect(() => parseFields(speechRequest, { msg: 'a\ud800', tts_id })).toThrow('well-formed');
    expect(() => parseFields(speechRequest, { msg: 7, tts_id })).toThrow('msg must be a string');
    expect(() => parseFields(speechRequest, { tts_id })).toThrow('msg is required');
  });

  it('is spoken by either a system voice or a trained one', () => {
    const msg = 'Hello.';
    expect(parseFields(speechRequest, { msg, tts_id, user_voice_id: '' })).toMatchObject({
      tts_id,
    });
    const trained = parseFields(speechRequest, { msg, tts_id: null, user_voice_id: 'voice' });
    expect(trained).toEqual({ msg, user_voice_id: 'voice', speechRate: 1 });
    for (const voices of [{}, { tts_id: '' }, { tts_id, user_voice_id: 'voice' }]) {
      expect(() => parseFields(speechRequest, { msg, ...voices })).toThrow(
        /tts_id give either tts_id, .* or user_voice_id/,
      );
    }
  });

  it('is spoken at half to double speed, the rate as a number or in a string', () => {
    const getFrameRate = (speechRate: unknown) =>
      parseFields(speechRequest, { msg: 'Hi.', tts_id, speechRate }).speechRate;
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (rate) => {
        if (rate >= 0.5 && rate <= 2) expect(getFrameRate(rate)).toBe(rate);
        else expect(() => getFrameRate(rate)).toThrow('speechRate must be a number from 0.5 to 2');
      }),
    );
    expect(getFrameRate('1.25')).toBe(1.25);
    expect(getFrameRate(null)).toBe(1);
    for (const rate of ['fast', '', Number.NaN, true, '1e0']) {
      expect(() => getFrameRate(rate)).toThrow('speechRate must be a number from 0.5 to 2');
    }
  });

  it('may come with whatever else A2E’s pages send', () => {
    const body = { msg: 'Hi.', tts_id, type: 1, turnstile_token: 'x', captchaVerifyParam: {} };
    expect(parseFields(speechRequest, body)).toMatchObject({ msg: 'Hi.', tts_id });
  });
});

describe('the voices that are asked for', () => {
  it.each([
    [{}, { country: 'en', region: 'US' }],
    [{ country: 'en' }, { country: 'en', region: 'US' }],
    [{ country: 'de' }, { country: 'de' }],
    [{ region: 'GB' }, { country: 'en', region: 'GB' }],
    [
      { country: 'zh', region: 'CN', voice_map_type: 'en-US' },
      { country: 'zh', region: 'CN' },
    ],
    [{ voice_map_type: 'zh-CN' }, { country: 'zh', region: 'CN' }],
    [{ voice_map_type: 'pt_br' }, { country: 'pt', region: 'br' }],
    [{ voice_map_type: 'ja' }, { country: 'ja' }],
    [
      { country: null, region: null },
      { country: 'en', region: 'US' },
    ],
  ])('are of a place: %j', (asked, place) => {
    expect(parseFields(voiceFilter, asked)).toEqual(place);
  });

  it.each([
    { country: 'English' },
    { region: 'USA' },
    { voice_map_type: 'English' },
    { country: 1 },
  ])('are refused with the field’s name: %j', (asked) => {
    const [field = ''] = Object.keys(asked);
    expect(() => parseFields(voiceFilter, asked)).toThrow(new RegExp(`^${field} must be a `));
  });
});

describe('the language of labels', () => {
  it('is any tag that RFC 5646 knows', () => {
    expect(parseFields(labelLanguage, {})).toEqual({ lang: 'en' });
    expect(parseFields(labelLanguage, { lang: 'zh-CN' })).toEqual({ lang: 'zh-CN' });
    for (const lang of ['', 'e', 'en_US', 'x'.repeat(36), 7]) {
      expect(() => parseFields(labelLanguage, { lang })).toThrow(/^lang must be /);
    }
  });
});

describe('a text whose language is asked for', () => {
  it('may be three thousand characters long', () => {
    expect(parseFields(classifyRequest, { msg: '語'.repeat(3000) }).msg).toHaveLength(3000);
    expect(() => parseFields(classifyRequest, { msg: '語'.repeat(3001) })).toThrow('3000 Unicode');
  });
});
