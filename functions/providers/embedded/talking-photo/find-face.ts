import type { YuvPlanes } from '../yuv-planes.ts';
import type { FaceFinder, FoundFace } from './face-finder.ts';
import { rgbSquare, type Square } from './rgb-square.ts';

/** Pixels of a side of the squares that are looked at: the whole picture, then the face alone. */
const PICTURE_SIDE = 1024;
const FACE_SIDE = 512;
/** The second square, in sizes of the face. */
const SURROUNDINGS = 1.9;

/**
 * The mesh of the largest face, in luma samples of the planes. Looks twice, the second time at the face alone: that places
 * the lips to a fraction of a sample, and what is no face seldom passes twice.
 */
export async function findFace(
  planes: YuvPlanes,
  finder: FaceFinder,
): Promise<FoundFace | undefined> {
  const size = Math.max(planes.width, planes.height);
  const whole = { x: (planes.width - size) / 2, y: (planes.height - size) / 2, size };
  const rough = await largestIn(planes, whole, PICTURE_SIDE, finder);
  if (!rough) return undefined;
  return largestIn(planes, around(rough), FACE_SIDE, finder);
}

async function largestIn(planes: YuvPlanes, square: Square, side: number, finder: FaceFinder) {
  const faces = await finder(rgbSquare(planes, square, side));
  const scale = square.size / side;
  return faces
    .map(({ mesh, yaw }) => ({
      yaw,
      mesh: mesh.map(({ x, y }) => ({ x: square.x + x * scale, y: square.y + y * scale })),
    }))
    .sort((a, b) => boundsOf(b).size - boundsOf(a).size)[0];
}

function around(face: FoundFace): Square {
  const { x, y, size } = boundsOf(face);
  const side = size * SURROUNDINGS;
  return { x: x - side / 2, y: y - side / 2, size: side };
}

/** The middle of a face and its larger side. */
function boundsOf({ mesh }: FoundFace): Square {
  const across = mesh.map(({ x }) => x);
  const down = mesh.map(({ y }) => y);
  const [left, right] = [Math.min(...across), Math.max(...across)];
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    size: Math.max(right - left, bottom - top),
  };
}
