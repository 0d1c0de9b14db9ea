import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identity } from '../../../../../functions/rendering/caption-removal/affine.ts';
import { blockedSquares } from '../../../../../functions/rendering/caption-removal/blocked-squares.ts';
import { CaptionFiller } from '../../../../../functions/rendering/caption-removal/caption-filler.ts';
import type { Exposure } from '../../../../../functions/rendering/caption-removal/exposed-area.ts';
import { cellLuma, type Patch } from '../../../../../functions/rendering/caption-removal/patch.ts';

const COLUMNS = 32;
const ROWS = 20;
const CELLS = COLUMNS * ROWS;

type Draw = (x: number, y: number) => number;

function patchOf(luma: Draw, blue: Draw = () => 100, red: Draw = () => 150): Patch {
  const chroma = (draw: Draw) =>
    new Uint8Array(CELLS).map((_, at) => draw(at % COLUMNS, Math.floor(at / COLUMNS)));
  return {
    columns: COLUMNS,
    rows: ROWS,
    luma: new Uint8Array(4 * CELLS).map((_, at) =>
      luma(at % (2 * COLUMNS), Math.floor(at / (2 * COLUMNS))),
    ),
    blue: chroma(blue),
    red: chroma(red),
  };
}

/** One for all tests: nothing of a frame may be left over for the next one. */
const filler = new CaptionFiller({ columns: COLUMNS, rows: ROWS });

/** Draws a caption over the covered cells. */
function captioned(patch: Patch, covered: Uint8Array): Patch {
  const over = (plane: Uint8Array, value: number, cellOf: (at: number) => number) =>
    plane.map((sample, at) => (covered[cellOf(at)] === 1 ? value : sample));
  const cellOfLuma = (at: number) =>
    Math.floor(Math.floor(at / (2 * COLUMNS)) / 2) * COLUMNS + Math.floor((at % (2 * COLUMNS)) / 2);
  return {
    ...patch,
    luma: over(patch.luma, 235, cellOfLuma),
    blue: over(patch.blue, 128, (at) => at),
    red: over(patch.red, 128, (at) => at),
  };
}

function exposure(index: number, patch: Patch, covered: Uint8Array): Exposure {
  const blocked = blockedSquares(covered, COLUMNS);
  return { index, shot: 0, pose: identity, patch, cellLuma: cellLuma(patch), covered, blocked };
}

/** Letters: some cells, never the outermost. */
const covers = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 25 }), fc.integer({ min: 2, max: 15 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((corners) => {
    const covered = new Uint8Array(CELLS);
    for (const [column, row] of corners) {
      for (let down = 0; down < 3; down++) {
        covered.fill(1, (row + down) * COLUMNS + column, (row + down) * COLUMNS + column + 4);
      }
    }
    return covered;
  });

function furthest(one: Patch, other: Patch): number {
  return furthestWithin(new Uint8Array(CELLS).fill(1), one, other);
}

const texture: Draw = (x, y) => 60 + ((x * 37 + y * 91 + ((x * y) % 7) * 11) % 120);

describe('CaptionFiller', () => {
  it('touches nothing outside of what is covered', () => {
    fc.assert(
      fc.property(covers, (covered) => {
        const patch = captioned(patchOf(texture), covered);
        const { result } = filler.fill(exposure(3, patch, covered), [], undefined);
        const free = new Uint8Array(CELLS).map((_, cell) => 1 - (covered[cell] as number));
        expect(furthestWithin(free, result, patch)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('restores a plain background, without any other frame', () => {
    fc.assert(
      fc.property(covers, fc.integer({ min: 16, max: 235 }), (covered, level) => {
        const plain = patchOf(() => level);
        const target = exposure(0, captioned(plain, covered), covered);
        expect(furthest(filler.fill(target, [], undefined).result, plain)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it('restores a slope to within a few steps', () => {
    const slope = patchOf((x, y) => 60 + x + y);
    const covered = new Uint8Array(CELLS).fill(1, 8 * COLUMNS + 8, 8 * COLUMNS + 20);
    const target = exposure(0, captioned(slope, covered), covered);
    expect(furthest(filler.fill(target, [], undefined).result, slope)).toBeLessThanOrEqual(4);
  });

  it('takes any background from a frame that shows it', () => {
    fc.assert(
      fc.property(covers, (covered) => {
        const scene = patchOf(texture);
        const target = exposure(5, captioned(scene, covered), covered);
        const free = exposure(12, scene, new Uint8Array(CELLS));
        expect(furthest(filler.fill(target, [free], undefined).result, scene)).toBeLessThanOrEqual(
          1,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('takes it from where the camera has it there', () => {
    const scene = patchOf(texture);
    const moved = patchOf((x, y) => texture(x + 6, y));
    const covered = new Uint8Array(CELLS).fill(1, 9 * COLUMNS + 10, 9 * COLUMNS + 18);
    const free = { ...exposure(6, moved, new Uint8Array(CELLS)), pose: { ...identity, x0: 3 } };
    const target = exposure(5, captioned(scene, covered), covered);
    expect(furthest(filler.fill(target, [free], undefined).result, scene)).toBeLessThanOrEqual(1);
  });

  it('does not take what is not there any more', () => {
    const plain = patchOf(() => 90);
    const other = patchOf(texture);
    const covered = new Uint8Array(CELLS).fill(1, 9 * COLUMNS + 10, 9 * COLUMNS + 18);
    const target = exposure(5, captioned(plain, covered), covered);
    const { result } = filler.fill(target, [exposure(6, other, new Uint8Array(CELLS))], undefined);
    expect(furthest(result, plain)).toBeLessThanOrEqual(3);
  });

  it('does not flicker: what is invented is nearly the same in the next frame', () => {
    const covered = new Uint8Array(CELLS).fill(1, 9 * COLUMNS + 6, 9 * COLUMNS + 26);
    const noisy = (seed: number) =>
      captioned(
        patchOf((x, y) => 110 + (((x * 31 + y * 17 + seed * 7) % 11) - 5)),
        covered,
      );
    const one = filler.fill(exposure(0, noisy(1), covered), [], undefined);
    const other = filler.fill(exposure(1, noisy(2), covered), [], one.filled);
    const alone = filler.fill(exposure(1, noisy(2), covered), [], undefined);
    expect(furthestWithin(covered, one.filled.patch, other.filled.patch)).toBeLessThan(
      furthestWithin(covered, one.filled.patch, alone.filled.patch),
    );
  });
});

/** The greatest difference of a sample in the marked cells. */
function furthestWithin(marks: Uint8Array, one: Patch, other: Patch): number {
  let most = 0;
  const compare = (plane: 'luma' | 'blue' | 'red', at: number) => {
    most = Math.max(most, Math.abs((one[plane][at] as number) - (other[plane][at] as number)));
  };
  for (let cell = 0; cell < CELLS; cell++) {
    if (marks[cell] === 0) continue;
    const at = Math.floor(cell / COLUMNS) * 4 * COLUMNS + 2 * (cell % COLUMNS);
    for (const sample of [at, at + 1, at + 2 * COLUMNS, at + 2 * COLUMNS + 1])
      compare('luma', sample);
    compare('blue', cell);
    compare('red', cell);
  }
  return most;
}
