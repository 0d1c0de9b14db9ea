import {
  ADTS,
  BufferSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';

/** The containers of one file that providers and callers send; streams in pieces (HLS, MPEG-TS) are not among them. */
const FORMATS = [MP4, QTFF, WEBM, MATROSKA, WAVE, MP3, ADTS, OGG, FLAC];

/** How long a video or a sound plays, in seconds to the hundredth; undefined if it does not play. */
export async function playingSeconds(bytes: Uint8Array): Promise<number | undefined> {
  const input = new Input({ source: new BufferSource(bytes), formats: FORMATS });
  try {
    if (!(await input.canRead())) return undefined;
    return Math.round((await input.computeDuration()) * 100) / 100;
  } catch {
    // What can't be measured can still be kept and played.
    return undefined;
  } finally {
    input.dispose();
  }
}
