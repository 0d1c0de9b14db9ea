import type { Size } from '../../../../../functions/rendering/size.ts';

/** Letters of five by seven, a row after the other. */
const LETTERS: Readonly<Record<string, string>> = {
  A: '01110100011000111111100011000110001',
  C: '01110100011000010000100001000101110',
  E: '11111100001000011110100001000011111',
  H: '10001100011000111111100011000110001',
  N: '10001110011010110011100011000110001',
  O: '01110100011000110001100011000101110',
  S: '01111100001000001110000010000111110',
  T: '11111001000010000100001000010000100',
};
const SCALE = 4;
const OUTLINE = 2;

export interface Scene {
  readonly frame: Size;
  readonly frames: number;
  /** Luma, 16 to 235, of a point of the background in a frame. */
  background(x: number, y: number, frame: number): number;
  /** What is written across the lower third, and in which frames. */
  readonly captions?: readonly {
    readonly text: string;
    readonly from: number;
    readonly to: number;
  }[];
}

/** Planar 4:2:0 frames of a scene, with its captions: white letters in a dark outline. */
export function* readFrames({ frame, frames, background, captions = [] }: Scene) {
  const { width, height } = frame;
  for (let index = 0; index < frames; index++) {
    const picture = new Uint8Array((width * height * 3) / 2).fill(128);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) picture[at] = background(x, y, index);
    }
    const caption = captions.find(({ from, to }) => index >= from && index < to);
    if (caption) write(picture, frame, caption.text);
    yield picture;
  }
}

/** A landscape with soft and hard edges that goes by. */
export function landscape(x: number, y: number): number {
  const hills = Math.sin(x / 11) * 30 + Math.cos(y / 7 + x / 23) * 25;
  const bricks = (Math.floor(x / 24) + Math.floor(y / 18)) % 2 === 0 ? 14 : 0;
  return Math.round(115 + hills + bricks);
}

function write(picture: Uint8Array, { width, height }: Size, text: string): void {
  const left = Math.round((width - text.length * 6 * SCALE) / 2);
  const top = Math.round(height * 0.78);
  for (const [spread, luma] of [
    [OUTLINE, 16],
    [0, 235],
  ] as const) {
    [...text].forEach((letter, place) => {
      [...(LETTERS[letter] ?? '')].forEach((on, dot) => {
        if (on === '0') return;
        const x = left + (place * 6 + (dot % 5)) * SCALE - spread;
        const y = top + Math.floor(dot / 5) * SCALE - spread;
        for (let row = y; row < y + SCALE + 2 * spread; row++) {
          picture.fill(luma, row * width + x, row * width + x + SCALE + 2 * spread);
        }
      });
    });
  }
}

/** Peak signal to noise of luma in the rows where captions are, in decibels. */
export function quality(
  one: readonly Uint8Array[],
  other: readonly Uint8Array[],
  { width, height }: Size,
) {
  const from = Math.round(height * 0.72) * width;
  let sum = 0;
  for (const [index, picture] of one.entries()) {
    for (let at = from; at < width * height; at++) {
      const difference = (picture[at] as number) - (other[index]?.[at] ?? 0);
      sum += difference * difference;
    }
  }
  return 10 * Math.log10((255 * 255 * one.length * (width * height - from)) / sum);
}
