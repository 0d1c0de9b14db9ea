import type { FoundFace } from './face-finder.ts';
import type { Point } from './point.ts';

/**
 * A mouth, and the coordinates that its face moves in: `u` runs from one corner of the mouth (-1) to the other (1), `v` from
 * the line between the lips (0) down to the chin (1) and up to the nose (negative).
 */
export interface Mouth {
  /** Where u and v are 0, and their unit vectors, in luma samples of the planes. */
  readonly origin: Point;
  readonly across: Point;
  readonly down: Point;
  /** The length of `across` and `down`: half the mouth's width, and from the lips to the chin, in samples. */
  readonly halfWidth: number;
  readonly chinDistance: number;
  /** From the forehead to the chin, in samples. */
  readonly faceHeight: number;
  /** The middle of the face. */
  readonly middle: Point;
  /** The v of the base of the nose; negative. */
  readonly nose: number;
  /** The u of the face's edges beside the mouth; the first is negative. */
  readonly edges: readonly [number, number];
  /** The largest drop of the lower lip in speech, in samples. */
  readonly drop: number;
  /** Whether the photo shows teeth. */
  readonly showsTeeth: boolean;
  /** The v of the lower lip's inner edge, where the mouth is cut open; `LIP_STEPS` values for u from -1 to 1. */
  readonly lip: Float32Array;
}

export const LIP_STEPS = 65;

/** Points of MediaPipe's face mesh (its `canonical_face_model_uv_visualization.png`). */
const LOWER_LIP = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308];
const CORNERS = [78, 308] as const;
const UPPER_LIP_MIDDLE = 13;
const LOWER_LIP_MIDDLE = 14;
const CHIN = 152;
const FOREHEAD = 10;
const NOSE_BASE = 2;
const JAWS = [58, 288] as const;

/** Parts of the face's height, and of half the mouth's width where that is less. */
const DROP = 0.075;
const DROP_OF_WIDTH = 0.5;
/** The gap between the lips, in mouth widths, from which teeth are taken to be seen. */
const TEETH_GAP = 0.06;
/** So much lower than the mesh says, in chin distances, the lip of a smile usually begins. */
const TEETH_MARGIN = 0.04;
/** Radians of yaw at which a face moves fully, and at which it moves least. */
const FULL_YAW = 0.45;
const PROFILE_YAW = 1.1;
const LEAST = 0.35;

/** Measures the mouth of a face. Nothing when it is seen so much from the side that the mesh has folded. */
export function measureMouth({ mesh, yaw }: FoundFace): Mouth | undefined {
  const at = (index: number): Point => {
    const point = mesh[index];
    if (!point) throw new Error(`the face mesh has no point ${index}`);
    return point;
  };
  const [left, right] = CORNERS.map(at) as [Point, Point];
  const lipMiddle = at(LOWER_LIP_MIDDLE);
  const chin = at(CHIN);
  const across = { x: (right.x - left.x) / 2, y: (right.y - left.y) / 2 };
  const down = { x: chin.x - lipMiddle.x, y: chin.y - lipMiddle.y };
  const halfWidth = Math.hypot(across.x, across.y);
  const chinDistance = Math.hypot(down.x, down.y);
  const faceHeight = distance(at(FOREHEAD), chin);
  const turn = across.x * down.y - across.y * down.x;
  if (turn < 0.5 * halfWidth * chinDistance || halfWidth < 0.04 * faceHeight) return undefined;
  // The origin lies on the line that v is measured from, halfway between the corners.
  const middleOfCorners = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const shift =
    ((lipMiddle.y - middleOfCorners.y) * across.x - (lipMiddle.x - middleOfCorners.x) * across.y) /
    turn;
  const origin = {
    x: middleOfCorners.x + down.x * shift,
    y: middleOfCorners.y + down.y * shift,
  };
  const showsTeeth = distance(at(UPPER_LIP_MIDDLE), lipMiddle) > TEETH_GAP * 2 * halfWidth;
  const place = placer({ origin, across, down });
  const jaws = JAWS.map((index) => place(at(index)).u) as [number, number];
  return {
    origin,
    across,
    down,
    halfWidth,
    chinDistance,
    faceHeight,
    middle: getMiddle(at(FOREHEAD), chin),
    nose: Math.min(-0.15, place(at(NOSE_BASE)).v),
    edges: [Math.min(-1.3, jaws[0]), Math.max(1.3, jaws[1])],
    drop: Math.min(DROP * faceHeight, DROP_OF_WIDTH * halfWidth) * mobility(Math.abs(yaw)),
    showsTeeth,
    lip: lipLine(
      LOWER_LIP.map((index) => place(at(index))),
      showsTeeth ? TEETH_MARGIN : 0,
    ),
  };
}

/** Turns a point of the planes into the mouth's coordinates. */
function placer({ origin, across, down }: Pick<Mouth, 'origin' | 'across' | 'down'>) {
  const turn = across.x * down.y - across.y * down.x;
  return ({ x, y }: Point): { u: number; v: number } => ({
    u: ((x - origin.x) * down.y - (y - origin.y) * down.x) / turn,
    v: ((y - origin.y) * across.x - (x - origin.x) * across.y) / turn,
  });
}

function mobility(yaw: number): number {
  const turned = Math.min(1, Math.max(0, (yaw - FULL_YAW) / (PROFILE_YAW - FULL_YAW)));
  return 1 - turned * (1 - LEAST);
}

/** Evenly spaced values along the lip, with the mesh's small steps rubbed out. */
function lipLine(points: readonly { u: number; v: number }[], lowered: number): Float32Array {
  const ordered = points.toSorted((a, b) => a.u - b.u);
  const even = Float32Array.from({ length: LIP_STEPS }, (_, step) => {
    const u = (step / (LIP_STEPS - 1)) * 2 - 1;
    return between(ordered, u) + lowered * (1 - u * u);
  });
  return even.map((_, step) => {
    const reach = Math.min(4, step, LIP_STEPS - 1 - step);
    const near = even.subarray(step - reach, step + reach + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
}

function between(points: readonly { u: number; v: number }[], u: number): number {
  const next = points.findIndex((point) => point.u >= u);
  const right = points[next < 0 ? points.length - 1 : next];
  const left = points[next < 0 ? points.length - 1 : Math.max(0, next - 1)];
  if (!left || !right) return 0;
  const span = right.u - left.u;
  return span > 0 ? left.v + ((right.v - left.v) * (u - left.u)) / span : right.v;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function getMiddle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
