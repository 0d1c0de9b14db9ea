import type { Focus } from './camera-path.ts';
import type { Thumbnail } from './decode-picture.ts';
import { saliency } from './saliency.ts';
import { boxBlur, combine, type Field, guidedFilter, softBlur, spreadField } from './smooth.ts';

/** How near each part of a picture probably is, 0 (far) to 1 (near), and where its subject is. */
export interface DepthMap extends Field {
  readonly focus: Focus;
}

/** What each hint counts. */
const WEIGHTS = { saliency: 0.56, sharpness: 0.14, ground: 0.14, centre: 0.16 };
/** Guided filter: pixels of the thumbnail, and variance of luma in 0 to 1. */
const GUIDE_RADIUS = 6;
const GUIDE_EPSILON = 0.004;
/** Thumbnail pixels: fills the hollows of a subject, such as a face between hair and collar. */
const SPREAD_RADIUS = 5;
/** Half heights. */
const FOCUS_RAISED = 0.12;

/**
 * Guesses depth from the picture alone, without a trained model: what stands out, what is sharp, what is low in the frame
 * and what is central is taken for near. Good enough for small moves; it knows nothing of the scene.
 */
export function depthMap(thumbnail: Thumbnail): DepthMap {
  const { width, height } = thumbnail;
  const luma = getLuma(thumbnail);
  const outstanding = stretch(
    spreadField({ width, height, values: saliency(thumbnail) }, SPREAD_RADIUS),
  );
  const sharp = stretch(boxBlur(contrast(luma), 5));
  const values = Float32Array.from(luma.values, (_, pixel) => {
    const across = ((pixel % width) / Math.max(1, width - 1)) * 2 - 1;
    const down = Math.floor(pixel / width) / Math.max(1, height - 1);
    const centre = Math.max(0, 1 - Math.hypot(across, (down - 0.55) * 2) / 1.2);
    return (
      WEIGHTS.saliency * outstanding.values[pixel]! +
      WEIGHTS.sharpness * sharp.values[pixel]! +
      WEIGHTS.ground * down * down +
      WEIGHTS.centre * centre
    );
  });
  const rough = softBlur({ width, height, values }, 2);
  const depth = stretch(softBlur(guidedFilter(luma, rough, GUIDE_RADIUS, GUIDE_EPSILON), 1));
  return { ...depth, focus: getFocus(outstanding) };
}

function getLuma({ rgb, width, height }: Thumbnail): Field {
  const values = new Float32Array(width * height);
  for (let pixel = 0; pixel < values.length; pixel++) {
    const red = rgb[pixel * 3]!;
    const green = rgb[pixel * 3 + 1]!;
    const blue = rgb[pixel * 3 + 2]!;
    values[pixel] = (red * 0.2126 + green * 0.7152 + blue * 0.0722) / 255;
  }
  return { width, height, values };
}

function contrast(luma: Field): Field {
  return combine(luma, boxBlur(luma, 1), (value, mean) => Math.abs(value - mean));
}

/** Spreads the values between the 2nd and 98th percentile over 0 to 1; a flat field becomes 0. */
function stretch(field: Field): Field {
  const sorted = Float32Array.from(field.values).sort();
  const low = sorted[Math.floor(sorted.length * 0.02)] ?? 0;
  const high = sorted[Math.floor(sorted.length * 0.98)] ?? 0;
  const range = high - low;
  if (range < 1e-4) return { ...field, values: new Float32Array(field.values.length) };
  return {
    ...field,
    values: field.values.map((value) => Math.min(1, Math.max(0, (value - low) / range))),
  };
}

/**
 * The centre of what stands out, halfway back to the middle of the frame and a little up, where faces are: a push-in that
 * cuts off feet is forgiven sooner than one that cuts off heads.
 */
function getFocus({ width, height, values }: Field): Focus {
  let sum = 1e-6;
  let across = 0;
  let down = 0;
  values.forEach((value, pixel) => {
    const weight = value * value;
    sum += weight;
    across += weight * ((pixel % width) + 0.5);
    down += weight * (Math.floor(pixel / width) + 0.5);
  });
  return {
    x: sum < 1 ? 0 : (across / sum - width / 2) / height,
    y: sum < 1 ? 0 : (down / sum - height / 2) / height - FOCUS_RAISED,
  };
}
