import {
  ADTS,
  FilePathSource,
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

/** In pixels, as players show it, and in seconds. */
export interface MeasuredFilm {
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

/** How long a video or a sound plays, and how large its picture is; nothing of what can't be read. */
export async function measureFilm(path: string): Promise<MeasuredFilm> {
  const input = new Input({
    source: new FilePathSource(path),
    formats: [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, FLAC, ADTS],
  });
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
