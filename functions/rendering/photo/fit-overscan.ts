import type { CameraPath, Pose } from './camera-path.ts';
import type { Scene } from './scene.ts';
import { createWarpView } from './warp-grid.ts';

/** Points along each side of the frame that are tested. */
const POINTS = 40;
/** Source samples that a view-up's neighbourhood (2x2, chroma at half size) may reach beyond its point, and a little. */
const MARGIN = 2.5;
const STEPS = 14;
const LARGEST = 4;

/**
 * The smallest extra magnification at which no frame of the path looks past the picture's edge, so that no border is ever
 * seen. Tested on the frame's outline: the shear limit keeps what is inside it inside.
 */
export function fitOverscan(path: CameraPath, scenes: readonly Scene[], frames: number): number {
  const poses = Array.from({ length: frames }, (_, frame) =>
    path(frames > 1 ? frame / (frames - 1) : 0),
  );
  const fits = (overscan: number) =>
    scenes.every((scene) => poses.every((pose) => outlineIsInside(scene, pose, overscan)));
  let low = 1;
  let high = LARGEST;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function outlineIsInside(scene: Scene, pose: Pose, overscan: number): boolean {
  const { width, height } = scene.planes;
  const aspect = width / height;
  const view = createWarpView(scene, pose, overscan);
  const isInside = (x: number, y: number) => {
    view.at(x, y);
    return (
      view.x >= MARGIN && view.x <= width - MARGIN && view.y >= MARGIN && view.y <= height - MARGIN
    );
  };
  for (let point = 0; point <= POINTS; point++) {
    const along = (point / POINTS) * 2 - 1;
    if (!isInside(along * aspect, -1) || !isInside(along * aspect, 1)) return false;
    if (!isInside(-aspect, along) || !isInside(aspect, along)) return false;
  }
  return true;
}
