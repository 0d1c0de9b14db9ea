import { type Codecs, UndecodableError } from '../codecs/codecs.ts';
import type { WantedFrames } from '../codecs/wanted-frames.ts';
import { dropHiddenUnits } from './drop-hidden-units.ts';
import type { SourceVideo } from './read-video.ts';
import { videoDamaged } from './video-failures.ts';

/**
 * Decodes a video's frames, planar YUV 4:2:0 in the range the file has, each in its own array, as many as the video
 * has times and in the order in which they are shown, or of these only those that are wanted.
 * @throws RenderFailedError when the pictures are damaged; Error when the decoder can't be started.
 */
export async function* decodeVideo(
  codecs: Codecs,
  { coded, times, size }: SourceVideo,
  wanted?: WantedFrames,
): AsyncGenerator<Uint8Array> {
  const expected = Math.ceil(times.length / (wanted?.every ?? 1));
  let count = 0;
  try {
    const video = { ...coded, packets: () => dropHiddenUnits(coded) };
    const { shape, frames } = await codecs.decodeVideo(video, wanted);
    for await (const frame of frames) {
      count++;
      if (count > expected) throw videoDamaged('more frames than packets');
      if (shape.size.width !== size.width || shape.size.height !== size.height)
        throw videoDamaged('another size');
      yield frame;
    }
  } catch (error) {
    throw error instanceof UndecodableError ? videoDamaged(error) : error;
  }
  if (count < expected) throw videoDamaged('fewer frames than packets');
}
