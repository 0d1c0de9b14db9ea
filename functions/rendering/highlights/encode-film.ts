import type { Codecs, EncodeInput } from '../codecs/codecs.ts';
import type { Size } from '../size.ts';
import { displaySize, type PictureShape } from './picture-shape.ts';
import { watchFilm } from './watch-film.ts';
import { type HighlightFiles, writeHighlights } from './write-highlights.ts';

/** A film to encode. */
export interface FilmToEncode extends EncodeInput, Pick<PictureShape, 'rotation' | 'flip'> {
  /** Frames in all. */
  readonly count: number;
  /** Where its poster and its preview are written; optional, defaults to nowhere. */
  readonly highlights?: HighlightFiles | undefined;
}

/** What a finished film is, in pixels as players show it and in seconds. */
export interface FilmFacts extends Size {
  readonly seconds: number;
}

/** Encodes a film, and takes its poster and its preview out of the frames as they go by. */
export async function encodeFilm(codecs: Codecs, film: FilmToEncode): Promise<FilmFacts> {
  const { count, highlights, rotation, flip, ...input } = film;
  const facts = { ...displaySize(film), seconds: count / input.framesPerSecond };
  if (!highlights) {
    await codecs.encodeVideo(input);
    return facts;
  }
  const watch = watchFilm(film);
  await codecs.encodeVideo({ ...input, frames: seen(input.frames, watch.lookAt) });
  await writeHighlights(codecs, watch.end(), film, highlights);
  return facts;
}

async function* seen(
  frames: EncodeInput['frames'],
  lookAt: (frame: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const frame of frames) {
    lookAt(frame);
    yield frame;
  }
}
