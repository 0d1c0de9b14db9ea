import { decodePicture } from '../../../../../functions/rendering/photo/decode-picture.ts';
import { openPicture } from '../../../../../functions/rendering/photo/open-picture.ts';
import {
  type Film,
  planFilm,
  planMoves,
} from '../../../../../functions/rendering/photo/render-frames.ts';
import { plain, scenery } from './pictures.ts';

export const FRAME = { width: 96, height: 64 };
const picture = await decodePicture(
  await openPicture(await scenery().png().toBuffer(), 'image'),
  FRAME,
);
const greenPicture = await decodePicture(
  await openPicture(await plain('#108030').png().toBuffer(), 'end_image'),
  FRAME,
);

interface FilmWish {
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly seconds?: number;
  readonly variant?: number;
  readonly frames?: number;
  /** Dissolves into a plain green picture. */
  readonly toGreen?: boolean;
}

/** A small film of the scenery. */
export function film(wish: FilmWish = {}): Film {
  return planFilm({
    pictures: wish.toGreen ? [picture, greenPicture] : [picture],
    frame: FRAME,
    frames: wish.frames ?? 24,
    moves: planMoves({
      prompt: wish.prompt ?? '',
      negativePrompt: wish.negativePrompt ?? '',
      variant: wish.variant ?? 0,
    }),
    seconds: wish.seconds ?? 5,
    variant: wish.variant ?? 0,
  });
}
