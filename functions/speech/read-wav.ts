/** What a WAV file sounds like, in figures. */
export interface Sound {
  readonly seconds: number;
  /** The root mean square of its samples, from 0 for silence to 1; speech lies around 0.1. */
  readonly loudness: number;
}

/** Where the samples are, and how many there are in a second. */
interface Samples {
  readonly perSecond: number;
  readonly offset: number;
  readonly length: number;
}

const FULL_SCALE = 32_768;

/**
 * Reads a RIFF WAVE file of 16-bit mono samples (Microsoft and IBM, "Multimedia Programming Interface and Data
 * Specifications 1.0").
 * @throws Error when it is none.
 */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { perSecond, offset, length } = findSamples(view);
  let squares = 0;
  for (let index = 0; index < length; index += 1) {
    squares += view.getInt16(offset + index * 2, true) ** 2;
  }
  const loudness = length === 0 ? 0 : Math.sqrt(squares / length) / FULL_SCALE;
  return { seconds: length / perSecond, loudness };
}

function findSamples(view: DataView): Samples {
  if (view.byteLength < 12 || word(view, 0) !== 'RIFF' || word(view, 8) !== 'WAVE') {
    throw new Error('This is no WAV file.');
  }
  let perSecond = 0;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const offset = at + 8;
    if (word(view, at) === 'fmt ') perSecond = view.getUint32(offset + 4, true);
    if (word(view, at) === 'data' && perSecond > 0) {
      const inFile = Math.min(size, view.byteLength - offset);
      return { perSecond, offset, length: Math.floor(inFile / 2) };
    }
    at = offset + size + (size % 2);
  }
  throw new Error('This WAV file has no samples.');
}

function word(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)));
}
