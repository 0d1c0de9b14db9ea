import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../../../functions/rendering/audio/decode-audio.ts';
import { getSeconds } from '../../../../../functions/rendering/audio/pcm.ts';
import { RenderFailedError } from '../../../../../functions/rendering/render-failed-error.ts';
import { codecs, missingCodecs } from '../codecs.ts';
import { encoded, voice, wav } from './sounds.ts';

const speech = voice(1.5, [[0.5, 1]]);

function decode(bytes: Uint8Array, used = codecs) {
  return decodeAudio({ bytes, maximumSeconds: 3, codecs: used });
}

describe('the sound of a file', { timeout: 30_000 }, () => {
  it('asks no codec for what JavaScript can read', async () => {
    expect(getSeconds(await decode(wav(speech), missingCodecs))).toBeCloseTo(1.5, 3);
  });

  it.each([
    ['text', Buffer.from('no sound at all'), 'audio_not_audio', 'is no audio file'],
    ['nothing', Buffer.alloc(0), 'audio_not_audio', 'is no audio file'],
    ['a web page', Buffer.from('<!doctype html><p>404'), 'audio_not_audio', 'is no audio file'],
    [
      'a silent film',
      encoded(speech, 'a.mp4', '-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-map', '1:v'),
      'audio_not_audio',
      'has no sound in it',
    ],
    ['AC-3', encoded(speech, 'a.mp4', '-c:a', 'ac3'), 'audio_unsupported', 'is AC3; send a WAV'],
    ['ALAC', encoded(speech, 'a.m4a', '-c:a', 'alac'), 'audio_unsupported', 'is '],
    [
      'a CAF with ALAC',
      encoded(speech, 'a.caf', '-c:a', 'alac'),
      'audio_unsupported',
      'CAF with alac',
    ],
    ['a WAV of four seconds', wav(voice(4, [[0, 4]])), 'audio_too_long', 'longer than 3 seconds'],
    ['an MP3 of four seconds', encoded(voice(4, [[0, 4]]), 'a.mp3'), 'audio_too_long', 'cut it'],
    ['an M4A of ten seconds', encoded(voice(10, [[0, 4]]), 'a.m4a'), 'audio_too_long', 'cut it'],
    ['a WAV without samples', wav(voice(0, [])), 'audio_damaged', 'no samples'],
  ])('is refused in %s', async (_, bytes, code, words) => {
    await expect(decode(bytes)).rejects.toMatchObject({
      name: 'RenderFailedError',
      code,
      message: expect.stringContaining(words),
    });
  });

  const files = ['a.mp3', 'a.m4a', 'a.opus', 'a.flac', 'a.aiff', 'a.caf', 'a.wav'].map((name) =>
    encoded(speech, name),
  );

  it('is refused in words where only its first bytes have come', async () => {
    for (const file of files) {
      for (let length = 0; length <= 44; length += 1) {
        await expect(decode(file.subarray(0, length))).rejects.toBeInstanceOf(RenderFailedError);
      }
    }
  });

  it('is read, or refused in words, however damaged the file is', async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 });
    const length = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, length, async (file, flips, kept) => {
        const bytes = Uint8Array.from(file.subarray(0, Math.ceil(file.length * kept)));
        for (const [at, value] of flips) bytes[at % bytes.length] = value;
        const outcome = await decode(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(RenderFailedError);
      }),
      { numRuns: 40 },
    );
  });

  it('is a fault of ours where the codec is missing', async () => {
    const broken = decode(encoded(speech, 'a.mp3'), missingCodecs);
    await expect(broken).rejects.toThrow('could not be started');
  });
});
