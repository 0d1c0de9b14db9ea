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
/** What is seen between the lips: a dark hollow and a hint of a tongue below. Teeth are seen where the photo shows them. */
export function createInterior(planes: YuvPlanes, mouth: Mouth, pixelsPerSample: number) {
  const skin = skinColour(planes, mouth);
  const light = clamp(skin.luma / USUAL_SKIN, 0.4, 1.1);
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
  };
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
