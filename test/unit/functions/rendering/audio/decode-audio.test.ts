import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../../../functions/rendering/audio/decode-audio.ts';
import { getSeconds, toMono } from '../../../../../functions/rendering/audio/pcm.ts';
import { RenderFailedError } from '../../../../../functions/rendering/render-failed-error.ts';
import { encoded, FFMPEG, voice, wav } from './sounds.ts';

const speech = voice(1.5, [[0.5, 1]]);

function decode(bytes: Uint8Array, ffmpegPath = FFMPEG) {
  return decodeAudio({ bytes, maximumSeconds: 3, ffmpegPath });
}

/** The root mean square of a part, in seconds from and to. */
async function loudness(bytes: Uint8Array, from: number, to: number): Promise<number> {
  const pcm = await decode(bytes);
  const part = toMono(pcm).subarray(from * pcm.sampleRate, to * pcm.sampleRate);
  return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
}

const stereo = ['-ac', '2'];
const film = ['-f', 'lavfi', '-i', 'testsrc=d=1.5:s=64x64', '-map', '0:a', '-map', '1:v'];

describe('the sound of a file', () => {
  it.each([
    ['a WAV', wav(speech), 1],
    [
      'a WAV of 24 bits and two channels',
      encoded(speech, 'a.wav', '-c:a', 'pcm_s24le', ...stereo),
      2,
    ],
    ['a WAV of six channels', encoded(speech, 'a.wav', '-ac', '6'), 1],
    ['a WAV in the law of telephones', encoded(speech, 'a.wav', '-c:a', 'pcm_mulaw'), 1],
    ['an MP3', encoded(speech, 'a.mp3'), 1],
    ['an MP3 of two channels', encoded(speech, 'a.mp3', ...stereo), 2],
    ['an M4A', encoded(speech, 'a.m4a'), 1],
    ['a bare AAC stream', encoded(speech, 'a.aac'), 1],
    ['a film in MP4', encoded(speech, 'a.mp4', ...film, '-c:a', 'aac', ...stereo), 2],
    ['a film in MOV', encoded(speech, 'a.mov', ...film, '-c:a', 'pcm_s16le'), 1],
  ])('is read from %s', async (_, bytes, channels) => {
    const pcm = await decode(bytes);
    expect(pcm.channels).toBe(channels);
    expect(Math.abs(getSeconds(pcm) - 1.5)).toBeLessThan(0.12);
    expect(await loudness(bytes, 0.6, 0.9)).toBeGreaterThan(0.05);
    expect(await loudness(bytes, 0.05, 0.4)).toBeLessThan(0.005);
  });

  it('asks no ffmpeg for what JavaScript can read', async () => {
    expect(getSeconds(await decode(wav(speech), '/no/such/ffmpeg'))).toBeCloseTo(1.5, 3);
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
    [
      'Opus in WebM',
      encoded(speech, 'a.webm'),
      'audio_unsupported',
      'The audio is opus; send a WAV',
    ],
    ['FLAC', encoded(speech, 'a.flac'), 'audio_unsupported', 'The audio is flac; send a WAV'],
    ['Vorbis', encoded(speech, 'a.ogg', '-c:a', 'libvorbis'), 'audio_unsupported', 'is vorbis'],
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

  it('is read, or refused in words, however damaged the file is', async () => {
    const files = ['a.mp3', 'a.m4a', 'a.aac', 'a.wav'].map((name) => encoded(speech, name));
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
  }, 20_000);

  it('is a fault of ours where ffmpeg is missing', async () => {
    const broken = decode(encoded(speech, 'a.mp3'), '/no/such/ffmpeg');
    await expect(broken).rejects.toThrow('ffmpeg could not be started');
  });
});
