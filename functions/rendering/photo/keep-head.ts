import type { CameraMoves } from './camera-moves.ts';
import type { CameraPath, Focus } from './camera-path.ts';

/** Where a head is in a picture: half heights of the frame from its middle, hair and hat included. */
export interface Head {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a push-in does: how far, and towards which point. */
export interface Aim {
  readonly moves: CameraMoves;
  readonly focus: Focus;
}

/** Parts of the movement that are tried, the whole first. */
const STRENGTHS = [1, 0.8, 0.6, 0.4, 0.2];
/** Steps from the focus of the picture to the head. */
const STEPS = 10;
const MOMENTS = 6;
/** What is left of a half height to the frame's edge: the overscan takes some. */
const MARGIN = 0.06;
/** Heads are near. */
const DEPTH = 0.5;

/** Whether the camera goes forward, which is what cuts off heads. */
export function goesForward({ zoom, dolly }: CameraMoves): boolean {
  return zoom > 0 || dolly > 0;
}

/**
 * Aims a push-in so that the head stays in the frame: at a point nearer to the head, and where that does not do, less
 * far. A head that is too large for any push-in leaves a fifth of it.
 */
export function keepHead(
  head: Head,
  aim: Aim,
  aspect: number,
  createPath: (aim: Aim) => CameraPath,
): Aim {
  const upper = { x: (head.left + head.right) / 2, y: head.top < aim.focus.y ? -1 : aim.focus.y };
  let tried = aim;
  for (const strength of STRENGTHS) {
    const moves = weaken(aim.moves, strength);
    for (let step = 0; step <= STEPS; step++) {
      const share = step / STEPS;
      const focus = {
        x: aim.focus.x + (upper.x - aim.focus.x) * share,
        y: aim.focus.y + (upper.y - aim.focus.y) * share,
      };
      tried = { moves, focus };
      if (isKept(head, tried, aspect, createPath(tried))) return tried;
    }
  }
  return tried;
}

function weaken(moves: CameraMoves, strength: number): CameraMoves {
  const weaker = (amount: number) => (amount > 0 ? amount * strength : amount);
  return { ...moves, zoom: weaker(moves.zoom), dolly: weaker(moves.dolly) };
}

function isKept(head: Head, { focus }: Aim, aspect: number, path: CameraPath): boolean {
  for (let moment = 0; moment <= MOMENTS; moment++) {
    const { zoom, panX, panY, dolly } = path(moment / MOMENTS);
    const pull = 1 - dolly * DEPTH;
    const inFrame = (at: number, centre: number, pan: number) =>
      (centre + (at - centre) / pull - pan) * zoom;
    if (inFrame(head.top, focus.y, panY) < -1 + MARGIN / 2) return false;
    if (inFrame(head.left, focus.x, panX) < -aspect + MARGIN) return false;
    if (inFrame(head.right, focus.x, panX) > aspect - MARGIN) return false;
  }
  return true;
}
