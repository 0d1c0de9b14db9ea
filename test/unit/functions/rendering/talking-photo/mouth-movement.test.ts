import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pcm } from '../../../../../functions/rendering/audio/pcm.ts';
import {
  isSilent,
  mouthMovement,
} from '../../../../../functions/rendering/talking-photo/mouth-movement.ts';
import { voice } from '../audio/sounds.ts';

const RATE = 30;

function openings(sound: Pcm): number[] {
  const frames = Math.ceil((sound.samples.length / sound.channels / sound.sampleRate) * RATE);
  return Array.from(mouthMovement(sound, RATE, frames).open);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Any sound at all. */
const sounds = fc
  .record({
    samples: fc.int16Array({ maxLength: 20_000 }),
    sampleRate: fc.integer({ min: 4000, max: 48_000 }),
  })
  .map(({ samples, sampleRate }): Pcm => ({ samples, sampleRate, channels: 1 }));

describe('the movement of a mouth', () => {
  it('opens where someone speaks and is shut where nobody does', () => {
    const open = openings(
      voice(3, [
        [0.5, 1.5],
        [2, 2.8],
      ]),
    );
    expect(Math.max(...open.slice(0, 0.45 * RATE))).toBeLessThan(0.05);
    expect(mean(open.slice(0.55 * RATE, 1.45 * RATE))).toBeGreaterThan(0.25);
    expect(Math.max(...open.slice(1.75 * RATE, 1.9 * RATE))).toBeLessThan(0.1);
    expect(mean(open.slice(2.1 * RATE, 2.75 * RATE))).toBeGreaterThan(0.25);
  });

  it('goes with the syllables: it opens and nearly shuts four times a second', () => {
    const open = openings(voice(2, [[0, 2]])).slice(8, -8);
    const peaks = open.filter(
      (value, index) =>
        value > 0.5 && value >= (open[index - 1] ?? 1) && value > (open[index + 1] ?? 1),
    );
    expect(peaks.length).toBeGreaterThanOrEqual(5);
    expect(peaks.length).toBeLessThanOrEqual(8);
    expect(Math.min(...open)).toBeLessThan(0.25);
  });

  it('is the same for the same voice recorded quieter', () => {
    const loud = openings(voice(2, [[0.3, 1.7]], 0.8));
    const quiet = openings(voice(2, [[0.3, 1.7]], 0.08));
    for (const [frame, value] of loud.entries()) expect(quiet[frame]).toBeCloseTo(value, 1);
  });

  it('spreads for a bright sound and rounds for a dull one', () => {
    const tone = (hertz: number): Pcm => ({
      sampleRate: 22_050,
      channels: 1,
      samples: Int16Array.from({ length: 22_050 }, (_, index) =>
        Math.round(9000 * Math.sin((2 * Math.PI * hertz * index) / 22_050)),
      ),
    });
    expect(mouthMovement(tone(2500), RATE, 30).spread[20]).toBeGreaterThan(0.3);
    expect(mouthMovement(tone(250), RATE, 30).spread[20]).toBeLessThan(-0.3);
  });

  it('stays between shut and open, rounded and spread, for any sound, and never changes', () => {
    fc.assert(
      fc.property(sounds, (sound) => {
        const { open, spread } = mouthMovement(sound, RATE, 40);
        expect(open).toHaveLength(40);
        expect(open.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(spread.every((value) => value >= -1 && value <= 1)).toBe(true);
        expect(mouthMovement(sound, RATE, 40)).toEqual({ open, spread });
      }),
    );
  });

  it('is none in silence, however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (length) => {
        const silence: Pcm = { sampleRate: 8000, channels: 1, samples: new Int16Array(length) };
        expect(isSilent(silence)).toBe(true);
        expect(Math.max(...mouthMovement(silence, RATE, 60).open)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('takes a recording for silent only where nothing is heard in it', () => {
    expect(isSilent(voice(2, [[0.5, 1.5]], 0.02))).toBe(false);
    expect(isSilent(voice(2, [[0.5, 1.5]], 0.0005))).toBe(true);
  });
});
