import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEspeakSynthesizer } from '../../../../functions/speech/espeak/espeak-synthesizer.ts';
import { readWav } from '../../../../functions/speech/read-wav.ts';
import { SpeechTooLongError } from '../../../../functions/speech/synthesizer.ts';

const programFile = createRequire(import.meta.filename).resolve('text2wav');
const synthesize = createEspeakSynthesizer({ programFile });

/** What is heard. */
async function hear(text: string, { speaker = 'en-US+f3', rate = 1 } = {}) {
  return readWav(await synthesize({ text, speaker, rate }));
}

const fox = 'The quick brown fox jumps over the lazy dog.';

describe('the embedded synthesizer', { timeout: 30_000 }, () => {
  it.each([
    ['en-US+f3', fox],
    ['en+m1', fox],
    ['de+m3', 'Guten Tag, das Wetter ist heute schön.'],
    ['fr+f2', 'Bonjour, il fait beau aujourd’hui à Paris.'],
    ['es-419+m4', 'Buenos días, hoy hace buen tiempo.'],
    ['cmn+f3', '今天天气很好，我们去公园散步吧。'],
    ['yue+m3', '今日天氣好好，我哋去公園行下啦。'],
    ['ja+f3', 'こんにちは、せかい。きょうはいいてんきです。'],
    ['ko+f1', '안녕하세요, 오늘 날씨가 좋네요.'],
    ['ar+m3', 'مرحبا بالعالم، الطقس جميل اليوم.'],
    ['hi+f4', 'नमस्ते, आज मौसम बहुत अच्छा है।'],
    ['ru+m7', 'Здравствуйте, сегодня хорошая погода.'],
  ])('speaks with %s: %s', async (speaker, text) => {
    const { seconds, loudness } = await hear(text, { speaker });
    expect(seconds).toBeGreaterThan(1.5);
    expect(seconds).toBeLessThan(6);
    expect(loudness).toBeGreaterThan(0.03);
    expect(loudness).toBeLessThan(0.3);
  });

  it('takes about as much less time as it is told to speak faster', async () => {
    const usual = (await hear(fox)).seconds;
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0.5, max: 2, noNaN: true }), async (rate) => {
        const { seconds } = await hear(fox, { rate });
        // Pauses are not stretched as words are.
        expect((seconds * rate) / usual).toBeGreaterThan(0.85);
        expect((seconds * rate) / usual).toBeLessThan(1.15);
      }),
      { numRuns: 6 },
    );
  });

  it('speaks the whole of a long text', async () => {
    const once = (await hear(fox)).seconds;
    const { seconds } = await hear(`${fox} `.repeat(20));
    expect(seconds / once).toBeGreaterThan(19);
    expect(seconds / once).toBeLessThan(24);
  });

  it('reads aloud what looks like an option, a command or phonemes', async () => {
    const word = (await hear('hello')).seconds;
    for (const text of ['-v de --stdin -x', '\u0001 99S hello there', '[[[h@l@U h@l@U]]]']) {
      expect((await hear(text)).seconds).toBeGreaterThan(word);
    }
  });

  it('is silent where there is nothing to say', async () => {
    expect((await hear('…')).loudness).toBe(0);
  });

  it('says what is wrong with a voice it lacks', async () => {
    await expect(hear(fox, { speaker: 'klingon' })).rejects.toThrow(
      /^eSpeak NG ended with 1: .*voice does not exist/s,
    );
  });

  it('refuses what takes longer to say than anybody waits', async () => {
    const impatient = createEspeakSynthesizer({ programFile, longestSeconds: 2 });
    const refused = impatient({ text: fox, speaker: 'en-US+f3', rate: 1 });
    await expect(refused).rejects.toThrow(SpeechTooLongError);
    await expect(refused).rejects.toThrow(/^takes more than 2 seconds to speak; shorten it/);
  });
});
