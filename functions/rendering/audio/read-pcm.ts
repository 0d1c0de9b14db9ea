import { type AudioSample, AudioSampleSink, type InputAudioTrack } from 'mediabunny';
import type { Pcm } from './pcm.ts';

const LOWEST_RATE = 4000;
const HIGHEST_RATE = 192_000;
const MOST_CHANNELS = 8;
/** Some files keep their samples in pieces of a few milliseconds. */
const PIECES_A_SECOND = 1000;

/**
 * Reads an uncompressed track, a second more than the longest at most. More than two channels become one.
 * @throws Error when the file is damaged.
 */
export async function readPcm(track: InputAudioTrack, maximumSeconds: number): Promise<Pcm> {
  const sampleRate = await track.getSampleRate();
  const inputChannels = await track.getNumberOfChannels();
  if (!(sampleRate >= LOWEST_RATE && sampleRate <= HIGHEST_RATE)) {
    throw new Error(`${sampleRate} samples a second`);
  }
  if (inputChannels > MOST_CHANNELS) throw new Error(`${inputChannels} channels`);
  const channels = inputChannels === 2 ? 2 : 1;
  const most = (maximumSeconds + 1) * sampleRate * channels;
  const parts: Int16Array[] = [];
  let length = 0;
  for await (const sample of new AudioSampleSink(track).samples()) {
    const part = interleaved(sample, channels);
    sample.close();
    parts.push(part);
    length += part.length;
    if (length > most) break;
    if (parts.length > (maximumSeconds + 1) * PIECES_A_SECOND) throw new Error('too many pieces');
  }
  const samples = new Int16Array(length);
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return { sampleRate, channels, samples };
}

function interleaved(sample: AudioSample, channels: 1 | 2): Int16Array {
  const all = new Int16Array(sample.numberOfFrames * sample.numberOfChannels);
  sample.copyTo(all, { planeIndex: 0, format: 's16' });
  if (sample.numberOfChannels === channels) return all;
  return mixed(all, sample.numberOfChannels);
}

/** One channel that is as loud as all together, whether they differ or one of them has it all, as in films. */
function mixed(all: Int16Array, channels: number): Int16Array {
  const share = 1 / Math.sqrt(channels);
  return Int16Array.from({ length: all.length / channels }, (_, frame) => {
    const values = all.subarray(frame * channels, (frame + 1) * channels);
    const sum = values.reduce((total, value) => total + value, 0);
    return Math.min(32_767, Math.max(-32_768, Math.round(sum * share)));
  });
}
