import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import installer from '@ffmpeg-installer/ffmpeg';
import type { Pcm } from '../../../../../functions/rendering/audio/pcm.ts';

const FFMPEG = installer.path;
const RATE = 22_050;

/** When someone speaks, in seconds from and to. */
export type Spoken = readonly (readonly [from: number, to: number])[];

/** A buzz like a voice's, in syllables of a quarter of a second; silence where nobody speaks. */
export function voice(seconds: number, spoken: Spoken, loudness = 0.5): Pcm {
  const samples = Int16Array.from({ length: Math.round(seconds * RATE) }, (_, index) => {
    const time = index / RATE;
    const isSpoken = spoken.some(([from, to]) => time >= from && time < to);
    if (!isSpoken) return 0;
    const syllable = 0.15 + 0.85 * Math.sin(Math.PI * ((time * 4) % 1)) ** 2;
    let buzz = 0;
    for (let harmonic = 1; harmonic < 20; harmonic++) {
      buzz += Math.sin(2 * Math.PI * 130 * harmonic * time) / harmonic;
    }
    return Math.round(16_384 * loudness * syllable * buzz);
  });
  return { sampleRate: RATE, channels: 1, samples };
}

/** A WAV file (RIFF, PCM, 16 bits). */
export function wav({ sampleRate, channels, samples }: Pcm): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, new Uint8Array(samples.buffer)]);
}

/** The sound in another kind of file, named by its ending, made by ffmpeg. */
export function encoded(sound: Pcm, name: string, ...options: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'reelhook-test-'));
  try {
    const input = join(folder, 'input.wav');
    const output = join(folder, name);
    writeFileSync(input, wav(sound));
    execFileSync(FFMPEG, ['-v', 'error', '-i', input, ...options, output]);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
