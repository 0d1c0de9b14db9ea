import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STILL } from '../../../../../functions/rendering/photo/camera-moves.ts';
import { createCameraPath } from '../../../../../functions/rendering/photo/camera-path.ts';
import {
  type Aim,
  type Head,
  keepHead,
} from '../../../../../functions/rendering/photo/keep-head.ts';

const ASPECT = 1;
const pathOf = (aim: Aim) =>
  createCameraPath({ ...aim, seconds: 5, aspect: ASPECT, spare: { x: 0, y: 0 }, variant: 0 });
const usual: Aim = { moves: { ...STILL, dolly: 1.5 }, focus: { x: 0, y: 0 } };

/** Where a point of the picture lies in the last frame, half heights from its middle. */
function seenAt(aim: Aim, x: number, y: number) {
  const { zoom, panX, panY } = pathOf(aim)(1);
  return { x: (x - panX) * zoom, y: (y - panY) * zoom };
}

describe('a push-in', () => {
  it('keeps every head that is in the picture in the frame', () => {
    const heads = fc.record({
      x: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
      top: fc.double({ min: -0.94, max: 0, noNaN: true }),
      width: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(heads, ({ x, top, width }) => {
        const head: Head = { left: x - width / 2, right: x + width / 2, top, bottom: top + width };
        const aim = keepHead(head, usual, ASPECT, pathOf);
        expect(seenAt(aim, x, top).y).toBeGreaterThan(-1);
        expect(seenAt(aim, head.left, top).x).toBeGreaterThan(-ASPECT);
        expect(seenAt(aim, head.right, top).x).toBeLessThan(ASPECT);
      }),
    );
  });

  it('goes on as it was where the head is in the middle', () => {
    const head = { left: -0.2, right: 0.2, top: -0.3, bottom: 0.2 };
    expect(keepHead(head, usual, ASPECT, pathOf)).toEqual(usual);
  });

  it('would cut off a head at the upper edge otherwise', () => {
    const head = { left: -0.2, right: 0.2, top: -0.9, bottom: -0.4 };
    expect(seenAt(usual, 0, head.top).y).toBeLessThan(-1);
    expect(keepHead(head, usual, ASPECT, pathOf).moves).toEqual(usual.moves);
  });
});
