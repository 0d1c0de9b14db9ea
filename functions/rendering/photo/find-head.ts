import type { DecodedPicture } from './decode-picture.ts';
import type { Head } from './keep-head.ts';

/** Hair and hats above a face, in heights of the face from forehead to chin. */
const ABOVE = 0.5;
/** Ears and hair beside it. */
const BESIDE = 0.15;
/** A face that is smaller, in half heights of the frame, is not what the clip is about. */
const SMALLEST = 0.15;
/** No head is looked for beyond the picture's edge. */
const EDGE = 0.94;

/** The head of the picture's largest face; undefined if there is none. Loads the face finder: a quarter of a second. */
export async function findHead({ planes, view }: DecodedPicture): Promise<Head | undefined> {
  // Loaded late: other clips have no use for what finds faces.
  const [{ loadFaceFinder }, { findFace }] = await Promise.all([
    import('../talking-photo/face-finder.ts'),
    import('../talking-photo/find-face.ts'),
  ]);
  const face = await findFace(planes, await loadFaceFinder());
  if (!face) return undefined;
  const half = view.height / 2;
  const across = face.mesh.map(({ x }) => (x - planes.width / 2) / half);
  const down = face.mesh.map(({ y }) => (y - planes.height / 2) / half);
  const [top, bottom] = [Math.min(...down), Math.max(...down)];
  const height = bottom - top;
  if (height < SMALLEST) return undefined;
  const edge = (EDGE * planes.width) / view.height;
  return {
    left: Math.max(-edge, Math.min(...across) - BESIDE * height),
    right: Math.min(edge, Math.max(...across) + BESIDE * height),
    top: Math.max((-EDGE * planes.height) / view.height, top - ABOVE * height),
    bottom,
  };
}
