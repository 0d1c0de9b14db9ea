import {
  ADTS,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  type Source,
  WAVE,
  WEBM,
} from 'mediabunny';
import type { MediaShape } from './media-shape.ts';

/** The containers of one file that providers send; streams in pieces (HLS, MPEG-TS) are not among them. */
const FORMATS = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, FLAC, ADTS];

/** How long a video or a sound plays, and how large its picture is; nothing of what can't be read. */
export async function measureFilm(source: Source): Promise<MediaShape> {
  const input = new Input({ source, formats: FORMATS });
  try {
    const seconds = Math.round((await input.computeDuration()) * 1000) / 1000;
    const track = await input.getPrimaryVideoTrack();
    if (!track) return { seconds };
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
    return { seconds, width, height };
  } catch {
    return {};
  } finally {
    input.dispose();
  }
}
