import type { Size } from '../size.ts';
import { PackedPlane } from './packed-plane.ts';

/** Answers what remains of the bright things of a plane; drawn over by the next answer. */
export type Opening = (values: Uint8Array) => Uint8Array;

/**
 * Finds what remains of bright things in which a square of `side` samples (odd) fits: the grey opening. Subtracted from
 * the picture it leaves narrow bright strokes (the white top-hat).
 *
 * Each sample becomes the lowest of the square around it, then the greatest of that: the lowest of the inverted ones.
 */
export function createOpening({ width, height }: Size, side: number): Opening {
  const upright = new PackedPlane({ width, height }, side);
  const turned = new PackedPlane({ width: height, height: width }, side);
  const result = new Uint8Array(width * height);
  return (values) => {
    upright.write(values);
    upright.slide();
    upright.turnInto(turned);
    turned.slide();
    turned.invert();
    turned.slide();
    turned.turnInto(upright);
    upright.slide();
    upright.invert();
    upright.read(result);
    return result;
  };
}
