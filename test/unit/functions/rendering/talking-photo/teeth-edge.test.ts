import { describe, expect, it } from 'vitest';
import { yuvPlanes } from '../../../../../functions/rendering/photo/yuv-planes.ts';
import { LIP_STEPS } from '../../../../../functions/rendering/talking-photo/mouth.ts';
import { cutBelowTeeth } from '../../../../../functions/rendering/talking-photo/teeth-edge.ts';
import { mouth } from './mouths.ts';

const SIDE = 800;
type Rgb = readonly [red: number, green: number, blue: number];
const TEETH: Rgb = [235, 230, 220];
const LIP: Rgb = [190, 110, 110];

/** Teeth down to a row, lip below it. */
function smile(row: number, teeth = TEETH) {
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) rgb.set(y < row ? teeth : LIP, (y * SIDE + x) * 3);
  }
  return yuvPlanes(rgb, SIDE, SIDE);
}

/** The row at which the middle of the mouth is cut. */
function cutAt(planes: ReturnType<typeof smile>): number {
  const cut = cutBelowTeeth(mouth, planes);
  return mouth.origin.y + (cut.lip[(LIP_STEPS - 1) / 2] as number) * mouth.chinDistance;
}

describe('the cut of a smile', () => {
  it.each([474, 480, 486])('is right below the teeth, though the mesh says 480: row %i', (row) => {
    expect(cutAt(smile(row)) - row).toBeGreaterThan(-0.5);
    expect(cutAt(smile(row)) - row).toBeLessThan(2.5);
  });

  it('stays where the mesh has it where there is no edge', () => {
    expect(Math.abs(cutAt(smile(480, LIP)) - 480)).toBeLessThan(1.5);
  });

  it('does not stray far', () => {
    expect(Math.abs(cutAt(smile(510)) - 480)).toBeLessThan(13);
  });

  it('leaves the corners alone', () => {
    const { lip } = cutBelowTeeth(mouth, smile(486));
    expect(lip[0]).toBe(0);
    expect(lip[LIP_STEPS - 1]).toBe(0);
  });
});
