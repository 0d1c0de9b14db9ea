import { type Pcm, toMono } from '../audio/pcm.ts';
import { clamp, smoothstep } from './curves.ts';

/** How the mouth is in each frame. */
export interface MouthMovement {
  /** 0 closed as in the photo, 1 as wide open as speech gets. */
  readonly open: Float32Array;
  /** -1 rounded as in "oo", 1 spread as in "ee". */
  readonly spread: Float32Array;
}

/** Steps a second at which the sound is measured. */
const STEPS = 120;
/** Seconds of sound that one measure looks at. */
const WINDOW = 0.03;
/** The share of steps, from the quietest, above which the voice counts as loud. */
const LOUD = 0.92;
/** So much quieter than the loud voice, in decibels, the mouth is shut. */
const SHUT_DECIBELS = 26;
/** The mean of a voice's own movement is taken over this time on either side, in seconds. */
const NEIGHBOURHOOD = 0.35;
/** Seconds in which the mouth goes most of the way: it opens faster than it shuts. */
const ATTACK = 0.045;
const RELEASE = 0.065;
const SPREAD_TIME = 0.09;
/** Lips move a little before they are heard. In seconds. */
const LEAD = 0.03;
/** Below this loudness (root mean square, full scale 1) there is no voice: -54 dB. */
const SILENCE = 0.002;

/** Whether the sound has a voice, or anything, in it. */
export function isSilent(pcm: Pcm): boolean {
  return quantile(measure(toMono(pcm), pcm.sampleRate).loudness, LOUD) < SILENCE;
}

/**
 * Reads the movement of a mouth from the loudness of a voice and, for its width, from how bright the sound is. The same
 * voice recorded louder moves the mouth alike; silence shuts it.
 */
export function mouthMovement(pcm: Pcm, framesPerSecond: number, frames: number): MouthMovement {
  const { loudness, brightness } = measure(toMono(pcm), pcm.sampleRate);
  const loud = Math.max(quantile(loudness, LOUD), SILENCE);
  const wished = livelier(loudness.map((value) => getOpening(value, loud)));
  const open = follow(wished, ATTACK, RELEASE);
  const voiced = brightness.map((value, step) => (wished[step]! > 0.05 ? value : 0));
  const spread = follow(voiced, SPREAD_TIME, SPREAD_TIME);
  const atFrame = (track: Float32Array) =>
    Float32Array.from({ length: frames }, (_, frame) =>
      interpolate(track, ((frame + 0.5) / framesPerSecond + LEAD) * STEPS - 0.5),
    );
  return { open: atFrame(open), spread: atFrame(spread) };
}

function getOpening(loudness: number, loud: number): number {
  if (loudness < SILENCE / 2) return 0;
  const decibels = 20 * Math.log10(loudness / loud);
  return clamp(1 + decibels / SHUT_DECIBELS, 0, 1);
}

/** Loudness of a voice hardly falls between syllables, but the mouth nearly shuts: what is below its surroundings sinks. */
function livelier(opening: Float32Array): Float32Array {
  const mean = movingMean(opening, Math.round(NEIGHBOURHOOD * STEPS));
  return opening.map((value, step) => {
    const contrast = value - mean[step]!;
    return clamp(value * (0.5 + 1.4 * contrast), 0, 1) * smoothstep(0.08, 0.3, value);
  });
}

interface Measures {
  readonly loudness: Float32Array;
  /** -1 dull to 1 bright. */
  readonly brightness: Float32Array;
}

function measure(mono: Float32Array, sampleRate: number): Measures {
  const steps = Math.max(1, Math.ceil((mono.length / sampleRate) * STEPS));
  const loudness = new Float32Array(steps);
  const brightness = new Float32Array(steps);
  const half = (WINDOW * sampleRate) / 2;
  for (let step = 0; step < steps; step++) {
    const middle = ((step + 0.5) / STEPS) * sampleRate;
    const from = Math.max(1, Math.round(middle - half));
    const to = Math.min(mono.length, Math.round(middle + half));
    let energy = 0;
    let change = 0;
    for (let index = from; index < to; index++) {
      const value = mono[index]!;
      const difference = value - mono[index - 1]!;
      energy += value * value;
      change += difference * difference;
    }
    if (to <= from || energy === 0) continue;
    loudness[step] = Math.sqrt(energy / (to - from));
    /** The frequency a pure tone of that slope would have. */
    const hertz = (Math.sqrt(change / energy) * sampleRate) / (2 * Math.PI);
    brightness[step] = clamp(Math.log2(hertz / 900) / 1.5, -1, 1);
  }
  return { loudness, brightness };
}

/** Goes after the wish, faster up than down. */
function follow(wish: Float32Array, attack: number, release: number): Float32Array {
  const result = new Float32Array(wish.length);
  let value = 0;
  for (let step = 0; step < wish.length; step++) {
    const target = wish[step]!;
    const time = Math.abs(target) > Math.abs(value) ? attack : release;
    value += (target - value) * (1 - Math.exp(-1 / (time * STEPS)));
    result[step] = value;
  }
  return result;
}

function movingMean(values: Float32Array, radius: number): Float32Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, index) => {
    sums[index + 1] = sums[index]! + value;
  });
  return values.map((_, index) => {
    const from = Math.max(0, index - radius);
    const to = Math.min(values.length, index + radius + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
}

function interpolate(values: Float32Array, at: number): number {
  if (at >= values.length) return 0;
  const left = Math.max(0, Math.floor(at));
  const right = Math.min(values.length - 1, left + 1);
  const weight = clamp(at - left, 0, 1);
  return values[left]! * (1 - weight) + values[right]! * weight;
}

function quantile(values: Float32Array, share: number): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
