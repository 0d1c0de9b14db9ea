import { readFile } from 'node:fs/promises';
import { ALL_FORMATS, FilePathSource, Input, type InputVideoTrack } from 'mediabunny';
import sharp from 'sharp';
import type { Codecs } from '../codecs/codecs.ts';
import { takeOut } from '../video/read-video.ts';
import { watchFilm } from './watch-film.ts';
import { type HighlightFiles, writeHighlights } from './write-highlights.ts';
import { writePicturePoster } from './write-poster.ts';

/** The largest frame and the largest picture that are decoded, in pixels. */
const LARGEST_FRAME = 4096 * 2304;
const LARGEST_PICTURE = 100_000_000;
/** How much of a film is decoded, in pixels: ten seconds of 1920x1080. */
const MOST_DECODED = 300 * 1920 * 1080;

/** Makes the poster of a finished picture. @throws Error when it can't be decoded. */
export async function makePicturePoster(source: string, poster: string): Promise<void> {
  const options = { failOn: 'none', limitInputPixels: LARGEST_PICTURE } as const;
  const picture = sharp(await readFile(source), options).autoOrient();
  await writePicturePoster(picture.flatten({ background: 'white' }), poster);
}

/** Makes poster and preview of a finished video, out of its first seconds. @throws Error when it can't be decoded. */
export async function makeVideoHighlights(
  source: string,
  codecs: Codecs,
  files: HighlightFiles,
): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(source) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error('the file has no picture');
    await watchTrack(track, codecs, files);
  } finally {
    input.dispose();
  }
}

async function watchTrack(
  track: InputVideoTrack,
  codecs: Codecs,
  files: HighlightFiles,
): Promise<void> {
  const coded = await takeOut(track, LARGEST_FRAME);
  const { shape, frames } = await codecs.decodeVideo(coded);
  const { size: frame, ...form } = shape;
  const most = Math.floor(MOST_DECODED / (frame.width * frame.height));
  const { averagePacketRate: framesPerSecond, packetCount } = await track.computePacketStats(most);
  const [rotation, flip] = [await track.getRotation(), await track.getFlip()];
  const film = { ...form, frame, framesPerSecond, count: packetCount, rotation, flip };
  const watch = watchFilm(film);
  let done = 0;
  for await (const bytes of frames) {
    watch.lookAt(bytes);
    if (++done >= packetCount) break;
  }
  await writeHighlights(codecs, watch.end(), film, files);
}
