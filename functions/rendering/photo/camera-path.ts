import type { CameraMoves } from './camera-moves.ts';

/**
 * Where the camera is at one moment. Lengths are in half heights of the frame: x runs from -aspect (left) to aspect, y from
 * -1 (top) to 1. Depth runs from -0.5 (far) to 0.5 (near).
 */
export interface Pose {
  /** Magnification, 1 or more before the overscan is added. */
  readonly zoom: number;
  /** Radians, clockwise. */
  readonly roll: number;
  /** Where the frame's centre looks, in the picture. */
  readonly panX: number;
  readonly panY: number;
  /** Shift per unit of depth. */
  readonly parallaxX: number;
  readonly parallaxY: number;
  /** Extra magnification per unit of depth, about the focus. */
  readonly dolly: number;
}

/** The point of the picture that zooms and dollies keep in place, in the pose's lengths. */
export interface Focus {
  readonly x: number;
  readonly y: number;
}

export interface CameraPathInput {
  readonly moves: CameraMoves;
  readonly seconds: number;
  /** Width over height. */
  readonly aspect: number;
  readonly focus: Focus;
  /** How far the picture reaches beyond the frame on each side, which a pan or tilt travels. */
  readonly spare: { readonly x: number; readonly y: number };
  /** 0 to 7; sets the phase of the drift. */
  readonly variant: number;
}

/** The pose at `time`, from 0 (first frame) to 1 (last). */
export type CameraPath = (time: number) => Pose;

const ZOOM = Math.log(1.24);
const DOLLY_ZOOM = Math.log(1.13);
const DOLLY_DEPTH = 0.2;
const PAN = 0.13;
const TILT = 0.12;
const TRUCK = 0.07;
const TRUCK_DEPTH = 0.07;
const ORBIT_DEPTH = 0.14;
/** The depth that an orbit keeps in place: what is behind it moves one way, what is before it the other. */
const ORBIT_PIVOT = 0.4;
const ROLL = (3.5 * Math.PI) / 180;
const VERTIGO = Math.log(1.16);
const VERTIGO_DEPTH = 0.3;

/** Longer clips travel further, but not in proportion: 20 s go twice as far as 5 s. */
const USUAL_SECONDS = 5;

export function createCameraPath(input: CameraPathInput): CameraPath {
  const { moves, aspect, focus, seconds, spare } = input;
  const reach = Math.min(2, Math.sqrt(seconds / USUAL_SECONDS));
  return (time) => {
    const eased = ease(time);
    /** From 0 to the full amount, begun at the far end when the amount is negative. */
    const travel = (amount: number) => Math.abs(amount) * reach * (amount > 0 ? eased : 1 - eased);
    /** Symmetrical about the picture's middle. */
    const sweep = (amount: number) => amount * reach * (2 * eased - 1);
    /** Over all that the picture has beside the frame, if there is more than a turn takes. */
    const turn = (amount: number, usual: number, beside: number) =>
      beside > usual
        ? beside * Math.max(-1, Math.min(1, amount)) * (2 * eased - 1)
        : usual * sweep(amount);
    const drift = driftAt(time * seconds, input.variant, moves.handheld);
    const vertigo = travel(-moves.dollyZoom);
    const zoom = Math.exp(
      ZOOM * travel(moves.zoom) + DOLLY_ZOOM * travel(moves.dolly) + VERTIGO * vertigo,
    );
    const held = 1 - 1 / zoom;
    return {
      zoom: zoom * (1 + drift.zoom),
      roll: sweep(moves.roll) * ROLL + drift.roll,
      panX:
        focus.x * held +
        turn(moves.pan, aspect * PAN, spare.x) +
        TRUCK * sweep(moves.truck) -
        ORBIT_PIVOT * ORBIT_DEPTH * sweep(moves.orbit) +
        drift.x,
      panY:
        focus.y * held - turn(moves.tilt, TILT, spare.y) - TRUCK * sweep(moves.pedestal) + drift.y,
      parallaxX: TRUCK_DEPTH * sweep(moves.truck) + ORBIT_DEPTH * sweep(moves.orbit),
      parallaxY: -TRUCK_DEPTH * sweep(moves.pedestal),
      dolly: DOLLY_DEPTH * travel(moves.dolly) - VERTIGO_DEPTH * vertigo,
    };
  };
}

/** 35 % steady, 65 % quintic: starts and ends softly without standing still there. */
function ease(time: number): number {
  const soft = time * time * time * (time * (time * 6 - 15) + 10);
  return 0.35 * time + 0.65 * soft;
}

/** A breathing hand: always there, so that a still camera is never a frozen frame. */
function driftAt(seconds: number, variant: number, handheld: number) {
  const wave = (period: number, phase: number) =>
    Math.sin((2 * Math.PI * seconds) / period + phase + variant * 1.7);
  const shake = (period: number, phase: number) =>
    handheld * (wave(period, phase) + 0.5 * wave(period / 2.3, phase * 2));
  return {
    x: 0.0035 * wave(6.1, 0) + 0.006 * shake(1.9, 1),
    y: 0.003 * wave(4.7, 1.3) + 0.006 * shake(1.6, 2.1),
    zoom: 0.002 * (1 + wave(5.3, 2.2)),
    roll: 0.0006 * wave(7.3, 0.7) + 0.0022 * shake(2.3, 0.4),
  };
}
