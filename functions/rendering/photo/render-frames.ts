import type { Size } from '../size.ts';
import { chooseMoves } from './camera-choice.ts';
import { type CameraMoves, STILL } from './camera-moves.ts';
import { type CameraPath, createCameraPath } from './camera-path.ts';
import type { DecodedPicture } from './decode-picture.ts';
import { depthMap } from './depth-map.ts';
import { fitOverscan } from './fit-overscan.ts';
import { type Aim, type Head, keepHead } from './keep-head.ts';
import { readCamera } from './read-camera.ts';
import { createScene, type Scene } from './scene.ts';
import { createFrameWarp, frameBytes } from './warp-frame.ts';
import { aimGrid, createWarpGrid } from './warp-grid.ts';

export interface Film {
  readonly frame: Size;
  readonly frames: number;
  readonly path: CameraPath;
  readonly overscan: number;
  /** One scene, or the first and the last. */
  readonly scenes: readonly Scene[];
}

export interface FilmInput {
  readonly pictures: readonly DecodedPicture[];
  readonly frame: Size;
  readonly frames: number;
  readonly moves: CameraMoves;
  /** A head that a push-in keeps in the frame. */
  readonly head?: Head | undefined;
  readonly seconds: number;
  readonly variant: number;
}

/** The part of the clip, around its middle, in which the first picture gives way to the last. */
const DISSOLVE_START = 0.2;
const DISSOLVE_END = 0.8;

/** What is said of the camera's movements. */
export interface MoveWish {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly variant: number;
}

/** Decides how the camera moves. */
export function planMoves({ prompt, negativePrompt, variant }: MoveWish): CameraMoves {
  return chooseMoves(readCamera(prompt, negativePrompt), variant);
}

/** As `planMoves`, but the camera moves only where the words ask for it. */
export function planQuietMoves({ prompt, negativePrompt, variant }: MoveWish): CameraMoves {
  const wish = readCamera(prompt, negativePrompt);
  return wish.named ? chooseMoves(wish, variant) : STILL;
}

/** The same input gives the same film. */
export function planFilm(input: FilmInput): Film {
  const estimated = input.pictures.map((picture) => ({
    picture,
    depth: depthMap(picture.thumbnail),
  }));
  const aspect = input.frame.width / input.frame.height;
  const createPath = (aim: Aim) =>
    createCameraPath({
      ...aim,
      seconds: input.seconds,
      aspect,
      spare: getSpare(input.pictures),
      variant: input.variant,
    });
  const usual = { moves: input.moves, focus: estimated[0]?.depth.focus ?? { x: 0, y: 0 } };
  const aim = input.head ? keepHead(input.head, usual, aspect, createPath) : usual;
  const path = createPath(aim);
  const scenes = estimated.map(({ picture, depth }, index) =>
    createScene(picture, index === 0 ? { ...depth, focus: aim.focus } : depth, path),
  );
  return {
    frame: input.frame,
    frames: input.frames,
    path,
    overscan: fitOverscan(path, scenes, input.frames),
    scenes,
  };
}

/** How far the smallest picture reaches beyond the frame on each side, in half heights of the frame. */
function getSpare(pictures: readonly DecodedPicture[]) {
  const beside = pictures.map(({ planes, view }) => ({
    x: (planes.width - view.width) / view.height,
    y: (planes.height - view.height) / view.height,
  }));
  return { x: Math.min(...beside.map(({ x }) => x)), y: Math.min(...beside.map(({ y }) => y)) };
}

/**
 * The film's frames, planar YUV 4:2:0, BT.709 limited range. Each array is drawn over when the next frame is asked for.
 */
export function* renderFrames(film: Film): Generator<Uint8Array> {
  const [first, last = first] = film.scenes;
  if (!first || !last) throw new Error('a film needs a scene');
  const draw = createPainter(film);
  const output = new Uint8Array(frameBytes(film.frame));
  const other = new Uint8Array(first === last ? 0 : output.length);
  for (let frame = 0; frame < film.frames; frame++) {
    const time = film.frames > 1 ? frame / (film.frames - 1) : 0;
    const share = first === last ? 0 : dissolve(time);
    draw(share < 1 ? first : last, time, output);
    if (share > 0 && share < 1) {
      draw(last, time, other);
      mix(output, other, share);
    }
    yield output;
  }
}

function createPainter(film: Film) {
  const grid = createWarpGrid(film.frame);
  const warp = createFrameWarp(film.frame);
  return (scene: Scene, time: number, output: Uint8Array) => {
    aimGrid(grid, scene, film.path(time), film.overscan);
    warp(scene.planes, grid, output);
  };
}

/** The last picture's share at a time, 0 to 1. */
function dissolve(time: number): number {
  const progress = Math.min(
    1,
    Math.max(0, (time - DISSOLVE_START) / (DISSOLVE_END - DISSOLVE_START)),
  );
  return progress * progress * (3 - 2 * progress);
}

function mix(output: Uint8Array, other: Uint8Array, share: number): void {
  const weight = Math.round(share * 256);
  for (let byte = 0; byte < output.length; byte++) {
    const value = output[byte]!;
    output[byte] = value + (((other[byte]! - value) * weight + 128) >> 8);
  }
}
