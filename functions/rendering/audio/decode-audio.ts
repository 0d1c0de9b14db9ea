import {
  ADTS,
  type AudioCodec,
  BufferSource,
  FLAC,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  PCM_AUDIO_CODECS,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';
import { audioFailed } from './audio-failed.ts';
import { decodeStream } from './decode-stream.ts';
import { elementaryStream, isStreamCodec } from './elementary-stream.ts';
import { getSeconds, type Pcm } from './pcm.ts';
import { readPcm } from './read-pcm.ts';

export interface AudioInput {
  /** The file, as downloaded. */
  readonly bytes: Uint8Array;
  /** The longest that is taken, in seconds. */
  readonly maximumSeconds: number;
  readonly ffmpegPath: string;
}

/** Those after the first five are opened only to say what is wrong with them. */
const FORMATS = [WAVE, MP3, MP4, QTFF, ADTS, WEBM, MATROSKA, OGG, FLAC];
const ADVICE = 'send a WAV, MP3 or M4A file, or an MP4 with an AAC track';

/**
 * Decodes the sound of a user's WAV, MP3, M4A, AAC, MP4 or MOV. Containers are read in JavaScript; ffmpeg gets nothing but
 * a bare MP3 or AAC stream. @throws RenderFailedError whose code begins with `audio_`.
 */
export async function decodeAudio(input: AudioInput): Promise<Pcm> {
  using file = new Input({ source: new BufferSource(input.bytes), formats: FORMATS });
  if (!(await file.canRead())) throw audioFailed('not_audio', `is no audio file; ${ADVICE}.`);
  const track = await file.getPrimaryAudioTrack().catch(damaged);
  if (!track) throw audioFailed('not_audio', `file has no sound in it; ${ADVICE}.`);
  const pcm = await decodeTrack(track, input);
  if (pcm.samples.length === 0) throw audioFailed('damaged', 'has no samples in it.');
  if (getSeconds(pcm) > input.maximumSeconds) throw tooLong(input);
  return pcm;
}

async function decodeTrack(track: InputAudioTrack, input: AudioInput): Promise<Pcm> {
  const codec = await track.getCodec();
  if (codec && isPcm(codec)) return readPcm(track, input.maximumSeconds).catch(damaged);
  if (codec && isStreamCodec(codec)) {
    const stream = await elementaryStream(track, codec, input.maximumSeconds).catch(damaged);
    const channels = (await track.getNumberOfChannels()) === 1 ? 1 : 2;
    return decodeStream({ ...input, codec, stream, channels });
  }
  const name = codec ?? 'in a codec that is not known here';
  throw audioFailed('unsupported', `is ${name}; ${ADVICE}.`);
}

function isPcm(codec: AudioCodec): boolean {
  return PCM_AUDIO_CODECS.some((name) => name === codec);
}

function tooLong({ maximumSeconds }: AudioInput) {
  return audioFailed('too_long', `is longer than ${maximumSeconds} seconds; cut it.`);
}

function damaged(error: unknown): never {
  const reason = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 160) : `${error}`;
  throw audioFailed('damaged', `is cut short or damaged and can't be decoded (${reason}).`);
}
