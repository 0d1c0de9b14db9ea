import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aimGrid,
  createWarpGrid,
  type WarpGrid,
} from '../../../../../functions/rendering/photo/warp-grid.ts';
import { FRAME, film } from './films.ts';

const WORDS = [
  ['', 'slow', 'fast', 'very slow', 'dramatic'],
  ['', 'zoom in', 'zoom out', 'dolly zoom'],
  ['', 'push in', 'dolly out', 'handheld'],
  ['', 'pan left', 'pan right', 'tilt up', 'tilt down'],
  ['', 'truck left', 'truck right', 'orbit', 'orbit left'],
  ['', 'crane up', 'crane down', 'camera rolls', 'camera rolls left'],
];

const prompts = fc
  .tuple(...WORDS.map((words) => fc.constantFrom(...words)))
  .map((words) => words.filter((word) => word !== '').join(', '));

describe('the camera', () => {
  it('never looks past the edge and never folds the picture, whatever is asked for', {
    timeout: 60_000,
  }, () => {
    const wishes = fc.record({
      prompt: prompts,
      seconds: fc.integer({ min: 1, max: 20 }),
      variant: fc.integer({ min: 0, max: 7 }),
      toGreen: fc.boolean(),
    });
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(faults(film(wish))).toEqual({ outside: 0, folded: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it("is seen to go round: half of an orbit's picture moves by more than 2 % of the width", () => {
    const { path, scenes, overscan } = film({ prompt: 'orbit' });
    const [scene] = scenes;
    if (!scene) throw new Error('no scene');
    const grids = [0, 1].map((time) => {
      const grid = createWarpGrid(FRAME);
      aimGrid(grid, scene, path(time), overscan);
      return grid.x;
    });
    const moved = grids[0]?.map((x, node) => Math.abs(x - (grids[1]?.[node] ?? 0))).sort();
    expect((moved?.[moved.length >> 1] ?? 0) / scene.view.width).toBeGreaterThan(0.02);
  });

  it('takes no more of a picture than the camera needs', () => {
    expect(film({ prompt: 'static camera' }).overscan).toBeLessThan(1.06);
    expect(film({ prompt: 'push in' }).overscan).toBeLessThan(1.06);
    expect(film({ prompt: 'pan left' }).overscan).toBeLessThan(1.25);
  });
});

/** Nodes that look past the edge, and cells whose corners have changed sides, over the whole film. */
function faults({ frames, path, scenes, overscan }: ReturnType<typeof film>) {
  const grid = createWarpGrid(FRAME);
  const total = { outside: 0, folded: 0 };
  for (let frame = 0; frame < frames; frame++) {
    for (const scene of scenes) {
      aimGrid(grid, scene, path(frame / (frames - 1)), overscan);
      const { width, height } = scene.planes;
      total.outside += countBeyond(grid.x, width - 1) + countBeyond(grid.y, height - 1);
      total.folded += foldedCells(grid);
    }
  }
  return total;
}

function countBeyond(values: Float32Array, most: number): number {
  let count = 0;
  for (const value of values) if (!(value >= 1 && value <= most)) count++;
  return count;
}

function foldedCells({ columns, x, y }: WarpGrid): number {
  let folded = 0;
  for (let node = 0; node + columns + 1 < x.length; node++) {
    if (node % columns === columns - 1) continue;
    const [fromX = 0, fromY = 0, rightX = 0, rightY = 0] = [
      x[node],
      y[node],
      x[node + 1],
      y[node + 1],
    ];
    const [downX = 0, downY = 0] = [x[node + columns], y[node + columns]];
    if ((rightX - fromX) * (downY - fromY) <= (rightY - fromY) * (downX - fromX)) folded++;
  }
  return folded;
}
