import type { Size } from '../size.ts';
import { clamp, smoothstep } from './curves.ts';
import { LIP_STEPS, type Mouth } from './mouth.ts';

/** How a face is at one moment. */
export interface Expression {
  /** 0 closed as in the photo to 1 wide open. */
  readonly open: number;
  /** -1 rounded to 1 spread. */
  readonly spread: number;
  /** Of the head, in luma samples and radians, about the neck. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly tilt: number;
}

/** Looks from where something is seen back to where it lies in the photo. */
export interface FaceLook {
  /** Where the last point came from, in luma samples; kept here, because a frame has some 30,000 points. */
  x: number;
  y: number;
  /** That place in the mouth's coordinates, `v` measured from the edge of the lower lip. */
  u: number;
  v: number;
  /** Whether the place may move at all; where not, `x` and `y` are those that were asked for. */
  reaches(x: number, y: number): boolean;
  /** What is seen there of the head above the mouth's opening, the upper lip included. */
  upper(x: number, y: number): void;
  /** What is seen there of the jaw, the lower lip included. */
  lower(x: number, y: number): void;
}

/** The chin's share of the lower lip's drop. */
const CHIN_SHARE = 0.62;
/** The v below the chin at which the neck stands still. */
const NECK = 2;
/** The upper lip's lift, as a share of the lower lip's drop. */
const LIFT = 0.12;
/** How far the corners go out when the mouth is spread, and in when it is open, in half widths; a smile gives way more. */
const SPREAD = 0.07;
const NARROWING = 0.05;
const SMILE_NARROWING = 0.12;
/** Where the head's own movement begins to fade, and where it has ended, in face heights from the face's middle. */
const HEAD = 0.85;
const SURROUNDINGS = 1.75;
/** The neck's place below the face's middle, in face heights: the head turns about it. */
const PIVOT = 0.75;
/** The end of the jaw's movement, in parts of the way to the face's edge. */
const FACE_EDGE = 1.15;
/** Each step of the search brings it at least three times nearer: within an eighth of a pixel in the end. */
const STEPS = 4;
/** Samples that a look stays away from the picture's edge. */
const MARGIN = 2.5;

/**
 * What is seen of a face with that expression. The jaw goes down as one piece, its movement fading out over the cheeks
 * towards the nose and over the neck; between the corners of the mouth it parts from the upper lip.
 */
export function createFaceLook(mouth: Mouth, picture: Size, expression: Expression): FaceLook {
  const { origin, across, down, chinDistance, middle, faceHeight } = mouth;
  const turn = across.x * down.y - across.y * down.x;
  const drop = (mouth.drop * expression.open * (1 - 0.15 * expression.spread)) / chinDistance;
  const narrowing = mouth.showsTeeth ? SMILE_NARROWING : NARROWING;
  const spread = SPREAD * expression.spread - narrowing * expression.open;
  const upX = -down.x / chinDistance;
  const upY = -down.y / chinDistance;
  const pivotX = middle.x - upX * PIVOT * faceHeight;
  const pivotY = middle.y - upY * PIVOT * faceHeight;
  const reach = SURROUNDINGS * faceHeight;

  const look: FaceLook = {
    x: 0,
    y: 0,
    u: 0,
    v: 0,
    reaches: (x, y) => square(x - middle.x) + square(y - middle.y) < square(reach),
    upper: (x, y) => search(x, y, true),
    lower: (x, y) => search(x, y, false),
  };

  /** Where the head lay before it moved, then, step by step, where the lips and the jaw lay. */
  function search(seenX: number, seenY: number, isUpper: boolean): void {
    const calm = edgeCalm(seenX, seenY, picture, faceHeight);
    const far = Math.sqrt(square(seenX - middle.x) + square(seenY - middle.y)) / faceHeight;
    const held = calm * (1 - smoothstep(HEAD, SURROUNDINGS, far));
    const fromX = seenX - pivotX;
    const fromY = seenY - pivotY;
    const headX = seenX - held * (expression.shiftX - expression.tilt * fromY);
    const headY = seenY - held * (expression.shiftY + expression.tilt * fromX);
    const seenU = ((headX - origin.x) * down.y - (headY - origin.y) * down.x) / turn;
    const seenV = ((headY - origin.y) * across.x - (headX - origin.x) * across.y) / turn;
    let u = seenU;
    let v = seenV;
    const steps = isStill(seenU, seenV) ? 0 : STEPS;
    for (let step = 0; step < steps; step++) {
      const fromLip = v - lipAt(mouth.lip, u);
      u = seenU - spread * calm * u * besideMouth(u, fromLip);
      v = seenV - drop * calm * movement(u, fromLip, isUpper);
    }
    look.u = u;
    look.v = v - lipAt(mouth.lip, u);
    look.x = clamp(origin.x + across.x * u + down.x * v, MARGIN, picture.width - MARGIN);
    look.y = clamp(origin.y + across.y * u + down.y * v, MARGIN, picture.height - MARGIN);
  }

  /** Whether neither the jaw nor the lips move there, however wide the mouth opens. */
  function isStill(u: number, v: number): boolean {
    if (drop === 0 && spread === 0) return true;
    const [left, right] = mouth.edges;
    return v < -1 || v > NECK + 1 || u < left * FACE_EDGE - 1 || u > right * FACE_EDGE + 1;
  }

  /** The share of the drop by which a place goes down; `v` from the lip's edge. */
  function movement(u: number, v: number, isUpper: boolean): number {
    const [left, right] = mouth.edges;
    const side = u < 0 ? u / left : u / right;
    const cheek = 1 - smoothstep(0.45, FACE_EDGE, side);
    if (cheek === 0) return 0;
    const jaw = CHIN_SHARE * smoothstep(mouth.nose, 0.9, v) * (1 - smoothstep(1.05, NECK, v));
    const gap = Math.abs(u) < 1 ? (1 - u * u) ** 1.25 : 0;
    if (isUpper) {
      const lift = LIFT * gap * smoothstep(mouth.nose, 0, v);
      return cheek * (jaw * (1 - gap) - lift);
    }
    return cheek * (jaw + (1 - jaw) * gap * (1 - smoothstep(0.2, 1, v)));
  }
  return look;
}

/** How much of the mouth's spreading a place takes part in. */
function besideMouth(u: number, v: number): number {
  return square(Math.max(0, 1 - square(u / 2)) * Math.max(0, 1 - square(v / 0.8)));
}

/** Falls to 0 towards the picture's edge, so that nothing beyond it comes into view. */
function edgeCalm(x: number, y: number, { width, height }: Size, faceHeight: number): number {
  const nearest = Math.min(x, y, width - x, height - y);
  return smoothstep(0, 0.16 * faceHeight, nearest);
}

function lipAt(lip: Float32Array, u: number): number {
  const at = clamp(((u + 1) / 2) * (LIP_STEPS - 1), 0, LIP_STEPS - 1.001);
  const left = Math.floor(at);
  const from = lip[left]!;
  return from + (lip[left + 1]! - from) * (at - left);
}

function square(value: number): number {
  return value * value;
}
