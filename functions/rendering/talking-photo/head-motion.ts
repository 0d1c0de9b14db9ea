import type { Expression } from './face-motion.ts';
import type { Mouth } from './mouth.ts';
import type { MouthMovement } from './mouth-movement.ts';

/** Of the face's height. */
const SWAY_X = 0.008;
const SWAY_Y = 0.005;
/** How far a stressed word lowers the head, of the face's height. */
const NOD = 0.014;
/** Radians. */
const TILT = 0.011;
/** Seconds over which the voice is averaged for the head. */
const NOD_TIME = 0.22;

/** A head that is never quite still and goes along with the voice. The same voice and variant move it alike. */
export function headMotion(
  mouth: Mouth,
  movement: MouthMovement,
  framesPerSecond: number,
  variant: number,
): (frame: number) => Expression {
  const stress = smoothed(movement.open, NOD_TIME * framesPerSecond);
  return (frame) => {
    const seconds = frame / framesPerSecond;
    const wave = (period: number, phase: number) =>
      Math.sin((2 * Math.PI * seconds) / period + phase + variant * 1.3);
    const nod = stress[frame] ?? 0;
    return {
      open: movement.open[frame] ?? 0,
      spread: movement.spread[frame] ?? 0,
      shiftX: SWAY_X * mouth.faceHeight * (wave(3.7, 0.4) + 0.4 * wave(1.9, 1.1)),
      shiftY: mouth.faceHeight * (SWAY_Y * wave(2.9, 1.9) + NOD * (nod - 0.3)),
      tilt: TILT * (wave(4.3, 0) + 0.5 * wave(2.3, 2.6) + 0.5 * nod * wave(5.9, 1)),
    };
  };
}

/** Forwards and backwards, so that nothing lags behind. */
function smoothed(values: Float32Array, frames: number): Float32Array {
  const pull = 1 - Math.exp(-1 / frames);
  const pass = (input: Float32Array) => {
    let value = 0;
    return input.map((next) => {
      value += (next - value) * pull;
      return value;
    });
  };
  return pass(pass(values).reverse()).reverse();
}
