import type { YuvPlanes } from '../photo/yuv-planes.ts';
import type { FaceFinder, FoundFace } from './face-finder.ts';
import { createPictureMap, rgbSquare, type Square } from './rgb-square.ts';

/** Pixels of a side of the squares that are looked at: the whole picture, then the face alone. */
const SIDE = 512;
/** The second square, in sizes of the face. */
const SURROUNDINGS = 1.9;
/** The outer corners of the eyes in the mesh; the first is to the left of an upright face. */
const EYES = [33, 263] as const;

/**
 * The mesh of the largest face, in luma samples of the planes. Looks twice, the second time at the face alone and upright:
 * that places the lips to a fraction of a sample, and what is no face seldom passes twice.
 */
export async function findFace(
  planes: YuvPlanes,
  finder: FaceFinder,
): Promise<FoundFace | undefined> {
  const { width, height } = planes;
  const whole = { x: width / 2, y: height / 2, size: Math.max(width, height), turn: 0 };
  const rough = await largestIn(planes, whole, finder);
  return rough && largestIn(planes, around(rough), finder);
}

async function largestIn(planes: YuvPlanes, square: Square, finder: FaceFinder) {
  const faces = await finder(rgbSquare(planes, square, SIDE));
  return faces
    .map(({ mesh, yaw }) => ({ yaw, mesh: mesh.map(createPictureMap(square, SIDE)) }))
    .sort((a, b) => createBounds(b).size - createBounds(a).size)[0];
}

function around(face: FoundFace): Square {
  const { x, y, size } = createBounds(face);
  const [left, right] = EYES.map((eye) => face.mesh[eye]);
  const turn = left && right ? Math.atan2(right.y - left.y, right.x - left.x) : 0;
  return { x, y, size: size * SURROUNDINGS, turn };
}

/** The middle of a face and its larger side. */
function createBounds({ mesh }: FoundFace) {
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
