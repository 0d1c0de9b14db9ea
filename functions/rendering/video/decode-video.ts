import { type Codecs, UndecodableError } from '../codecs/codecs.ts';
import { dropHiddenUnits } from './drop-hidden-units.ts';
import type { SourceVideo } from './read-video.ts';
import { videoDamaged } from './video-failures.ts';

/**
 * Decodes a video's frames, planar YUV 4:2:0 in the range the file has, each in its own array, as many as the video
 * has times and in the order in which they are shown.
 * @throws RenderFailedError when the pictures are damaged; Error when the decoder can't be started.
 */
export async function* decodeVideo(
  codecs: Codecs,
  { coded, times, size }: SourceVideo,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  try {
    const { shape, frames } = await codecs.decodeVideo({
      ...coded,
      packets: () => dropHiddenUnits(coded),
    });
    for await (const frame of frames) {
      count++;
      if (count > times.length) throw videoDamaged('more frames than packets');
      if (shape.size.width !== size.width || shape.size.height !== size.height)
        throw videoDamaged('another size');
      yield frame;
    }
  } catch (error) {
    throw error instanceof UndecodableError ? videoDamaged(error) : error;
  }
  if (count < times.length) throw videoDamaged('fewer frames than packets');
}
