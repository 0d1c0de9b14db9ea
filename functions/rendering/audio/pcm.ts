/** Sound as plain samples. */
export interface Pcm {
  /** Samples a second of one channel. */
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Signed 16-bit, little-endian, the channels interleaved. */
  readonly samples: Int16Array;
}

/** The length in seconds. */
export function getSeconds({ sampleRate, channels, samples }: Pcm): number {
  return samples.length / channels / sampleRate;
}

/** One channel, -1 to 1. */
export function toMono({ channels, samples }: Pcm): Float32Array {
  const mono = new Float32Array(samples.length / channels);
  for (let index = 0; index < mono.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) {
      sum += samples[index * channels + channel]!;
    }
    mono[index] = sum / channels / 32_768;
  }
  return mono;
}
