import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { encodeMp3 } from '../../../../functions/speech/encode-mp3.ts';
import { createEspeakSynthesizer } from '../../../../functions/speech/espeak/espeak-synthesizer.ts';
import { readWav } from '../../../../functions/speech/read-wav.ts';
import { type SpeakDependencies, speak } from '../../../../functions/speech/speak.ts';
import { createMemoryMediaStore } from '../providers/embedded/memory-media-store.ts';
import { readMp3 } from './read-mp3.ts';

const programFile = createRequire(import.meta.filename).resolve('text2wav');
const text = 'The quick brown fox jumps over the lazy dog.';

function open(changes: Partial<SpeakDependencies> = {}) {
  const media = createMemoryMediaStore();
  const context: SpeakDependencies = {
    synthesize: createEspeakSynthesizer({ programFile }),
    compress: encodeMp3,
    media,
    ...changes,
  };
  const say = (words: string) =>
    speak(context, {
      text: words,
      ttsId: 'en-US-GuyNeural',
      rate: 1,
      regions: [{ country: 'en', region: 'US' }],
    });
  return { say, media };
}

describe('a spoken text', { timeout: 30_000 }, () => {
  it('is kept as an MP3 that plays as long and as loud as it was spoken', async () => {
    const { say, media } = open();
    const speech = await say(text);
    if ('refused' in speech) throw new Error(speech.refused);
    expect(speech.key).toMatch(/^speech\/[0-9a-f]{32}\.mp3$/);
    const file = media.files.get(speech.key);
    expect(file?.mediaType).toBe('audio/mpeg');
    const heard = await readMp3(file?.bytes ?? new Uint8Array());
    // An MP3 begins and ends with whole frames.
    expect(Math.abs(heard.seconds - speech.seconds)).toBeLessThan(0.15);
    expect(heard.loudness).toBeGreaterThan(0.05);
    expect(file?.bytes.length).toBeLessThan(9_000 * speech.seconds);
  });

  it('is refused where nothing is heard, and nothing is kept', async () => {
    const { say, media } = open();
    expect(await say('…')).toEqual({ refused: 'holds nothing that this voice can say' });
    expect(media.files.size).toBe(0);
  });

  it('is a fault of ours, not of the caller’s, when a program breaks', async () => {
    const { say, media } = open({
      synthesize: createEspeakSynthesizer({ programFile: '/no/such/file.js' }),
    });
    await expect(say(text)).rejects.toThrow();
    expect(media.files.size).toBe(0);
  });
});

describe('a WAV file', () => {
  /** Samples of 16 bits at 8 kHz, behind a chunk that says nothing of them. */
  function wavOf(samples: readonly number[], declared = samples.length * 2): Uint8Array {
    const bytes = Buffer.alloc(54 + samples.length * 2);
    bytes.write('RIFF', 0);
    bytes.write('WAVEfmt ', 8);
    bytes.writeUInt32LE(16, 16);
    bytes.writeUInt32LE(8_000, 24);
    bytes.write('note', 36);
    bytes.writeUInt32LE(1, 40);
    bytes.write('data', 46);
    bytes.writeUInt32LE(declared, 50);
    for (const [index, sample] of samples.entries()) bytes.writeInt16LE(sample, 54 + index * 2);
    return bytes;
  }

  it('is read for its length and loudness', () => {
    const square = Array.from({ length: 4_000 }, (_, index) => (index % 2 ? 16_384 : -16_384));
    expect(readWav(wavOf(square))).toEqual({ seconds: 0.5, loudness: 0.5 });
    expect(readWav(wavOf([]))).toEqual({ seconds: 0, loudness: 0 });
  });

  it('is read to its end where its writer could not go back to say how long it is', () => {
    expect(readWav(wavOf([0, 0, 0, 0], 0xffffffff)).seconds).toBe(4 / 8_000);
  });

  it('is told from what is none', () => {
    expect(() => readWav(Buffer.from('RIFF'))).toThrow('This is no WAV file.');
    expect(() => readWav(Buffer.from('RIFF....WAVE'))).toThrow('has no samples');
  });
});
