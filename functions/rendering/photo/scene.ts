import type { Size } from '../size.ts';
import type { CameraPath, Focus, Pose } from './camera-path.ts';
import type { DepthMap } from './depth-map.ts';
import { type Field, softBlur } from './smooth.ts';
import type { YuvPlanes } from './yuv-planes.ts';

/** A picture ready to be filmed. */
export interface Scene {
  readonly planes: YuvPlanes;
  /** The samples that a frame without any magnification shows; the planes have as many or, of a panorama, more. */
  readonly view: Size;
  /** -0.5 (far) to 0.5 (near). */
  readonly depth: Field;
  readonly focus: Focus;
  /** What the path's parallax and dolly are multiplied by, so that nothing bends or tears; at most 1. */
  readonly parallaxScale: number;
}

/** The steepest shear at which things still look solid, found by looking: at 0.24 thin towers bend. */
const STEEPEST_SHEAR = 0.19;
const BLUR_PASSES = 4;
const BLUR_RADIUS = 5;
/** Moments of the path at which the parallax is measured. */
const MOMENTS = 12;

/**
 * Fits the depth to the path: blurs it until the parallax shears the picture by no more than the limit, and, where four
 * passes don't do, makes the parallax smaller.
 */
export function createScene(
  { planes, view }: { readonly planes: YuvPlanes; readonly view: Size },
  estimate: DepthMap,
  path: CameraPath,
): Scene {
  const amplitude = parallaxAmplitude(path, view.width / view.height);
  let depth: Field = {
    ...estimate,
    values: estimate.values.map((value) => value - 0.5),
  };
  const samples = (estimate.height / planes.height) * view.height;
  let shear = amplitude * steepestSlope(depth, samples);
  for (let pass = 0; pass < BLUR_PASSES && shear > STEEPEST_SHEAR; pass++) {
    depth = softBlur(depth, BLUR_RADIUS);
    shear = amplitude * steepestSlope(depth, samples);
  }
  const parallaxScale = shear > STEEPEST_SHEAR ? STEEPEST_SHEAR / shear : 1;
  return { planes, view, depth, focus: estimate.focus, parallaxScale };
}

/** How far, in half heights, one unit of depth moves a point at the frame's edge, at most. */
function parallaxAmplitude(path: CameraPath, aspect: number): number {
  const shift = (pose: Pose) =>
    Math.hypot(pose.parallaxX, pose.parallaxY) +
    Math.abs(pose.dolly) * Math.hypot(aspect, 1) * 0.75;
  const moments = Array.from({ length: MOMENTS + 1 }, (_, index) => shift(path(index / MOMENTS)));
  return Math.max(...moments);
}

/** The 99.5th percentile of the depth's gradient, per half height; the frame is `frameHeight` of the field's rows high. */
function steepestSlope({ width, height, values }: Field, frameHeight: number): number {
  const slopes = new Float32Array(width * height);
  for (let row = 0; row < height - 1; row++) {
    for (let column = 0; column < width - 1; column++) {
      const pixel = row * width + column;
      const value = values[pixel]!;
      const across = values[pixel + 1]! - value;
      const down = values[pixel + width]! - value;
      slopes[pixel] = (Math.hypot(across, down) * frameHeight) / 2;
    }
  }
  return slopes.sort()[Math.floor(slopes.length * 0.995)] ?? 0;
}
