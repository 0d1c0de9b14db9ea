import type { Size } from '../size.ts';
import { type Affine, chain, identity } from './affine.ts';
import { buildPyramid, estimateMotion, type PyramidLevel } from './camera-motion.ts';
import type { Cover } from './cover-captions.ts';
import type { Exposure } from './exposed-area.ts';
import { cellLuma, cutPatch } from './patch.ts';

/** Mean difference of luma after alignment from which on two frames belong to different shots. */
const CUT = 22;

/** Cuts the captions' area out of each frame and follows the camera from frame to frame. */
export async function* exposeFrames(
  frames: AsyncIterable<Uint8Array>,
  size: Size,
  cover: Cover,
): AsyncGenerator<Exposure> {
  let shot = 0;
  let index = 0;
  let pose: Affine = identity;
  let move: Affine = identity;
  let before: readonly PyramidLevel[] | undefined;
  for await (const frame of frames) {
    const patch = cutPatch(frame, size, cover.area);
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
    yield { index, shot, pose, patch, cellLuma: luma, covered };
    before = pyramid;
    index++;
  }
}
