import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeLoop } from '../../../../../functions/rendering/highlights/make-loop.ts';
import type { PictureShape } from '../../../../../functions/rendering/highlights/picture-shape.ts';
import { createShrinker } from '../../../../../functions/rendering/highlights/shrink-frame.ts';
import { watchFilm } from '../../../../../functions/rendering/highlights/watch-film.ts';

const frame = { width: 64, height: 48 };
const area = frame.width * frame.height;
const grey = (level: number) => new Uint8Array(area * 1.5).fill(128).fill(level, 0, area);
/** Black and white squares. */
function board(side: number) {
  const bytes = grey(16);
  for (let at = 0; at < area; at++) {
    const [column, row] = [at % frame.width, Math.floor(at / frame.width)];
    if ((Math.floor(column / side) + Math.floor(row / side)) % 2) bytes[at] = 235;
  }
  return bytes;
}

function watch(frames: readonly Uint8Array[], framesPerSecond = 2) {
  const film = watchFilm({ frame, framesPerSecond, count: frames.length });
  for (const bytes of frames) film.lookAt(bytes);
  return film.end();
}

describe('the poster of a film', () => {
  it('is the frame that shows most, not the black one that it begins with', () => {
    const frames = [grey(16), grey(180), board(24), board(6), grey(235)];
    expect(watch(frames).poster).toEqual(board(6));
  });

  it('is the first of frames that show as much', () => {
    const later = board(8);
    later[0] = 100;
    expect(watch([board(8), later]).poster).toEqual(board(8));
  });

  it('is kept where its array is drawn over afterwards', () => {
    const film = watchFilm({ frame, framesPerSecond: 2, count: 2 });
    const array = board(8);
    film.lookAt(array);
    film.lookAt(array.fill(0));
    expect(film.end().poster).toEqual(board(8));
  });
});

describe('the preview of a film', () => {
  it('has twelve frames a second of three seconds of its middle', () => {
    const levels = Array.from({ length: 300 }, (_, index) => grey(Math.floor(index / 2)));
    const { preview } = watch(levels, 30);
    expect(preview).toMatchObject({ framesPerSecond: 12, ...frame });
    expect(preview.frames).toHaveLength(36);
    const luma = preview.frames.map((bytes) => bytes[0]);
    expect(luma.slice(6, 8)).toEqual([56, 57]);
    expect(luma.at(-1)).toBe(92);
  });

  it('is all of a short film', () => {
    const { preview } = watch([grey(20), grey(30), grey(40)]);
    expect(preview.frames.map((bytes) => bytes[0])).toEqual([20, 30, 40]);
  });

  it('begins where it ends', () => {
    const ramp = Array.from({ length: 20 }, (_, index) => new Uint8Array(6).fill(index * 10));
    const loop = makeLoop(ramp, 4).map(([value = 0]) => value);
    expect(loop).toHaveLength(16);
    expect(Math.abs((loop[0] ?? 0) - (loop.at(-1) ?? 0))).toBeLessThan(40);
    expect(loop.slice(4)).toEqual(ramp.slice(4, 16).map(([value]) => value));
  });
});

describe('a shrunken frame', () => {
  /** A frame whose upper left quarter is white. */
  const marked = grey(0).map((value, at) =>
    at < area && at % frame.width < 32 && at < area / 2 ? 255 : value,
  );
  const corners = (shape: Omit<PictureShape, 'frame'>, width: number, height: number) => {
    const small = createShrinker({ frame, ...shape }, { width, height })(marked);
    const places = [0, width - 1, (height - 1) * width, height * width - 1];
    return places.map((place) => (small[place] === 255 ? 'x' : '.')).join('');
  };

  it.each([
    [0, false, 16, 12, 'x...'],
    [90, false, 12, 16, '.x..'],
    [180, false, 16, 12, '...x'],
    [270, false, 12, 16, '..x.'],
    [0, true, 16, 12, '.x..'],
    [90, true, 12, 16, 'x...'],
  ] as const)(
    'turned by %d degrees, mirrored: %s, is upright',
    (rotation, flip, width, height, at) => {
      expect(corners({ rotation, flip }, width, height)).toBe(at);
    },
  );

  it('is of the same grey, whatever its size', () => {
    const even = fc.integer({ min: 1, max: 32 }).map((half) => half * 2);
    fc.assert(
      fc.property(even, even, fc.integer({ min: 0, max: 255 }), (width, height, level) => {
        const small = createShrinker({ frame }, { width, height })(grey(level));
        expect(new Set(small.subarray(0, width * height))).toEqual(new Set([level]));
      }),
    );
  });
});
