import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFaceLook,
  type Expression,
} from '../../../../../functions/rendering/talking-photo/face-motion.ts';
import { mouth } from './mouths.ts';

const PICTURE = { width: 800, height: 800 };
const REST: Expression = { open: 0, spread: 0, shiftX: 0, shiftY: 0, tilt: 0 };

const expressions = fc.record({
  open: fc.float({ min: 0, max: 1, noNaN: true }),
  spread: fc.float({ min: -1, max: 1, noNaN: true }),
  shiftX: fc.float({ min: -6, max: 6, noNaN: true }),
  shiftY: fc.float({ min: -6, max: 6, noNaN: true }),
  tilt: fc.float({ min: Math.fround(-0.02), max: Math.fround(0.02), noNaN: true }),
});
const places = fc.record({
  x: fc.integer({ min: 4, max: 796 }),
  y: fc.integer({ min: 4, max: 796 }),
});

/** What is seen at a place, once of the head and once of the jaw. */
function seenAt(expression: Expression, x: number, y: number, one = mouth) {
  const look = createFaceLook(one, PICTURE, expression);
  look.upper(x, y);
  const head = { x: look.x, y: look.y, u: look.u, v: look.v };
  look.lower(x, y);
  return { head, jaw: { x: look.x, y: look.y, u: look.u, v: look.v } };
}

describe('a face', () => {
  it('shows the photo while it rests', () => {
    fc.assert(
      fc.property(places, ({ x, y }) => {
        const { head, jaw } = seenAt(REST, x, y);
        for (const part of [head, jaw]) {
          expect(part.x).toBeCloseTo(x, 3);
          expect(part.y).toBeCloseTo(y, 3);
        }
      }),
    );
  });

  it('drops the lower lip as far as it is wide open, the chin less, the nose not at all', () => {
    const open = { ...REST, open: 1 };
    expect(seenAt(open, 400, 480 + 24).jaw.y).toBeCloseTo(480, 0);
    const chin = seenAt(open, 400, 570 + 15).jaw.y;
    expect(585 - chin).toBeGreaterThan(10);
    expect(585 - chin).toBeLessThan(20);
    expect(seenAt(open, 400, 425).head.y).toBeCloseTo(425, 0);
  });

  it('parts between the corners of the mouth, and nowhere else', () => {
    fc.assert(
      fc.property(expressions, places, (expression, { x, y }) => {
        const { head, jaw } = seenAt(expression, x, y);
        if (Math.abs(head.u) < 1) return;
        expect(head.x).toBeCloseTo(jaw.x, 2);
        expect(head.y).toBeCloseTo(jaw.y, 2);
      }),
    );
  });

  it('never looks beyond the edge of the photo, even where it fills it', () => {
    const large = { ...mouth, faceHeight: 900, drop: 60, halfWidth: 150, chinDistance: 240 };
    const closeUp = { ...large, across: { x: 150, y: 20 }, down: { x: -20, y: 240 } };
    fc.assert(
      fc.property(expressions, places, (expression, { x, y }) => {
        for (const part of Object.values(seenAt(expression, x, y, closeUp))) {
          expect(Math.min(part.x, part.y)).toBeGreaterThanOrEqual(2.5);
          expect(Math.max(part.x, part.y)).toBeLessThanOrEqual(797.5);
        }
      }),
    );
  });

  it('neither folds nor tears: places side by side are seen side by side', () => {
    fc.assert(
      fc.property(expressions, places, (expression, { x, y }) => {
        const here = seenAt(expression, x, y);
        const right = seenAt(expression, x + 4, y);
        const below = seenAt(expression, x, y + 4);
        // Between the corners of the mouth the head is not drawn well below the lip, nor the jaw well above it.
        const isBeside = Math.abs(here.jaw.u) >= 1.1;
        const isDrawn = {
          head: isBeside || here.head.v <= 0.5,
          jaw: isBeside || here.jaw.v >= -0.5,
        };
        for (const part of ['head', 'jaw'] as const) {
          if (!isDrawn[part]) continue;
          const across = right[part].x - here[part].x;
          const down = below[part].y - here[part].y;
          expect(Math.min(across, down)).toBeGreaterThan(1);
          expect(Math.max(across, down)).toBeLessThan(8);
          expect(Math.abs(right[part].y - here[part].y)).toBeLessThan(4);
        }
      }),
      { numRuns: 500 },
    );
  });
});
