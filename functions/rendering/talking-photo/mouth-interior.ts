import type { YuvPlanes } from '../photo/yuv-planes.ts';
import { clamp, smoothstep } from './curves.ts';
import type { Mouth } from './mouth.ts';

/** A place between the parted lips. */
export interface Gap {
  /** From corner to corner, -1 to 1. */
  readonly u: number;
  /** Below the upper lip and above the lower one, in output pixels. */
  readonly under: number;
  readonly over: number;
}

/** BT.709 limited range; kept by the painter, because a mouth has thousands of pixels. */
export interface Colour {
  luma: number;
  blue: number;
  red: number;
}

/** The luma of skin in good light. */
const USUAL_SKIN = 150;
/** The length of the upper teeth that lips uncover, in half mouth widths. */
const TEETH = 0.2;
const TEETH_LUMA = 158;
/** How much of the light's tint, seen on the skin, the teeth take on. */
const TEETH_TINT = 0.4;

/** What is seen between the lips: a dark hollow, a hint of a tongue below, upper teeth where the photo shows none itself. */
export function createInterior(planes: YuvPlanes, mouth: Mouth, pixelsPerSample: number) {
  const skin = skinColour(planes, mouth);
  const light = clamp(skin.luma / USUAL_SKIN, 0.4, 1.1);
  const teethBlue = 128 + (skin.blue - 128) * TEETH_TINT;
  const teethRed = 128 + (skin.red - 128) * TEETH_TINT;
  const halfWidth = mouth.halfWidth * pixelsPerSample;
  return ({ u, under, over }: Gap, colour: Colour): void => {
    const depth = under / Math.max(under + over, 0.01);
    const middle = Math.max(0, 1 - 1.6 * u * u);
    const size = (under + over) / halfWidth;
    const tongue = smoothstep(0.35, 1, depth) * middle * smoothstep(0.15, 0.5, size);
    const corner = smoothstep(0.7, 1, Math.abs(u));
    colour.luma = 16 + (12 + 12 * depth + 34 * tongue + 30 * corner) * light;
    colour.blue = 126 - 3 * tongue;
    colour.red = 134 + 10 * tongue + 3 * depth;
    if (mouth.showsTeeth) return;
    const share = teethShare(u, under, halfWidth);
    const shade = 0.25 + 0.75 * smoothstep(-0.02 * halfWidth, 0.2 * halfWidth, under);
    const teeth = 16 + (TEETH_LUMA - 16) * light * shade * (1 - 0.5 * u * u);
    colour.luma += (teeth - colour.luma) * share;
    colour.blue += (teethBlue - colour.blue) * share;
    colour.red += (teethRed - colour.red) * share;
  };
}

function teethShare(u: number, under: number, halfWidth: number): number {
  const length = TEETH * halfWidth * (1 - 0.4 * u * u);
  return (
    0.9 *
    (1 - smoothstep(length - 1.5, length + 1, under)) *
    (1 - smoothstep(0.5, 0.85, Math.abs(u)))
  );
}

/** The mean of the chin. */
function skinColour(planes: YuvPlanes, { origin, across, down }: Mouth): Colour {
  const sum = { luma: 0, blue: 0, red: 0 };
  let count = 0;
  for (let u = -0.6; u <= 0.6; u += 0.1) {
    for (let v = 0.45; v <= 0.8; v += 0.05) {
      const x = Math.floor(clamp(origin.x + across.x * u + down.x * v, 0, planes.width - 1));
      const y = Math.floor(clamp(origin.y + across.y * u + down.y * v, 0, planes.height - 1));
      const chroma = (y >> 1) * (planes.width / 2) + (x >> 1);
      sum.luma += planes.luma[y * planes.width + x]! & 255;
      sum.blue += planes.blue[chroma]! & 255;
      sum.red += planes.red[chroma]! & 255;
      count++;
    }
  }
  return { luma: sum.luma / count, blue: sum.blue / count, red: sum.red / count };
}
