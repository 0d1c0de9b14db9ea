import { type Affine, chain, identity } from './affine.ts';
import { estimateMotion } from './camera-motion.ts';
import type { Cover } from './cover-captions.ts';
import type { Exposure } from './exposed-area.ts';
import { asPatch, cellLuma } from './patch.ts';
import { buildPyramid, type PyramidLevel } from './pyramid.ts';

/** Mean difference of luma after alignment from which on two frames belong to different shots. */
const CUT = 22;

/** Follows the camera from frame to frame. `frames`: the captions' area of each. */
export async function* exposeFrames(
  frames: AsyncIterable<Uint8Array>,
  cover: Cover,
): AsyncGenerator<Exposure> {
  let shot = 0;
  let index = 0;
  let pose: Affine = identity;
  let move: Affine = identity;
  let before: readonly PyramidLevel[] | undefined;
  for await (const frame of frames) {
    const patch = asPatch(frame, cover.area);
    const covered = cover.covered(index);
    const { columns: width, rows: height } = patch;
    const luma = cellLuma(patch);
    const pyramid = buildPyramid({ width, height, luma, hidden: covered });
    if (before) {
      const motion = estimateMotion(before, pyramid, move);
      if (motion.residual > CUT) {
        shot++;
        pose = identity;
        move = identity;
      } else {
        move = motion.map;
        pose = chain(motion.map, pose);
      }
    }
    const { blocked } = pyramid[0]!;
    yield { index, shot, pose, patch, cellLuma: luma, covered, blocked };
    before = pyramid;
    index++;
  }
}
