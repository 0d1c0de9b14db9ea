import {
  ADTS,
  BufferSource,
  EncodedPacketSink,
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
import {
  audioCodecs,
  type Codecs,
  type CodedAudio,
  type CodedPacket,
  UndecodableError,
} from '../codecs/codecs.ts';
import { RenderFailedError } from '../render-failed-error.ts';
import { audioFailed } from './audio-failed.ts';
import { mendWave } from './mend-wave.ts';
import { getSeconds, type Pcm } from './pcm.ts';
import { readAiff } from './read-aiff.ts';
import { readCaf } from './read-caf.ts';
import { readPcm } from './read-pcm.ts';
import { waveFile } from './wave-file.ts';

export interface AudioInput {
  /** The file, as downloaded. */
  readonly bytes: Uint8Array;
  /** The longest that is taken, in seconds. */
  readonly maximumSeconds: number;
  readonly codecs: Codecs;
}

const FORMATS = [WAVE, MP3, MP4, QTFF, ADTS, WEBM, MATROSKA, OGG, FLAC];
const ADVICE = 'send a WAV, MP3, M4A, Opus, Ogg, WebM, FLAC, AIFF or CAF file';

/** More than FLAC has of 8 channels of 24 bits, 96,000 a second, in bytes. */
const BYTES_A_SECOND = 2_500_000;
/** Opus has packets of 2.5 ms. */
const PACKETS_A_SECOND = 400;

/**
 * Decodes the sound of a user's file: WAV, AIFF, CAF, MP3, AAC, M4A, FLAC, Opus and Vorbis in Ogg or WebM, or the sound of
 * an MP4, MOV, WebM or MKV. Containers are read in JavaScript; a decoder gets nothing but packets.
 * @throws RenderFailedError whose code begins with `audio_`.
 */
export async function decodeAudio(input: AudioInput): Promise<Pcm> {
  const sound = await readSound(input).catch(blameFile);
  const pcm = 'samples' in sound ? sound : await decodePackets(sound, input);
  if (pcm.samples.length === 0) throw audioFailed('damaged', 'has no samples in it.');
  if (getSeconds(pcm) > input.maximumSeconds) throw tooLong(input);
  return pcm;
}

/** Takes the sound out of its container. Rejects in many ways where what a file says of itself leads beyond its end. */
async function readSound({ bytes, maximumSeconds }: AudioInput): Promise<Pcm | CodedAudio> {
  const source = new BufferSource(openContainer(bytes));
  using file = new Input({ source, formats: FORMATS });
  if (!(await file.canRead())) throw audioFailed('not_audio', `is no audio file; ${ADVICE}.`);
  const track = await file.getPrimaryAudioTrack();
  if (!track) throw audioFailed('not_audio', `file has no sound in it; ${ADVICE}.`);
  const name = await track.getCodec();
  if (PCM_AUDIO_CODECS.some((one) => one === name)) return await readPcm(track, maximumSeconds);
  const codec = audioCodecs.find((one) => one === name);
  if (!codec) {
    const form = name ? name.toUpperCase() : 'in a codec that is not read here';
    throw audioFailed('unsupported', `is ${form}; ${ADVICE}.`);
  }
  const packets = await takePackets(track, maximumSeconds);
  const configuration = await track.getDecoderConfig();
  if (!configuration) throw audioFailed('damaged', 'does not say how it is coded.');
  return { codec, configuration, packets, maximumSeconds };
}

/** A WAV, or another file as it is. */
function openContainer(bytes: Uint8Array): Uint8Array {
  const raw = readAiff(bytes) ?? readCaf(bytes);
  return raw ? waveFile(raw) : mendWave(bytes);
}

async function decodePackets(sound: CodedAudio, { codecs }: AudioInput): Promise<Pcm> {
  try {
    return await codecs.decodeAudio(sound);
  } catch (error) {
    throw error instanceof UndecodableError
      ? audioFailed('damaged', `is no ${sound.codec.toUpperCase()} that can be decoded.`)
      : error;
  }
}

/** A second more than the longest at most. @throws Error when the file is damaged. */
async function takePackets(track: InputAudioTrack, maximumSeconds: number): Promise<CodedPacket[]> {
  const packets: CodedPacket[] = [];
  let bytes = 0;
  for await (const { data, timestamp, duration, type } of new EncodedPacketSink(track).packets()) {
    packets.push({ data, timestamp, duration, isKey: type === 'key' });
    bytes += data.length;
    const share = Math.max(bytes / BYTES_A_SECOND, packets.length / PACKETS_A_SECOND);
    if (share > maximumSeconds + 1) throw new Error('more data than sound');
    if (timestamp > maximumSeconds + 1) break;
  }
  return packets;
}

function tooLong({ maximumSeconds }: AudioInput) {
  return audioFailed('too_long', `is longer than ${maximumSeconds} seconds; cut it.`);
}

/** What fails while the file is read is the file's fault. */
function blameFile(error: unknown): never {
  if (error instanceof RenderFailedError) throw error;
  const reason = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 160) : `${error}`;
  throw audioFailed('damaged', `is cut short or damaged and can't be decoded (${reason}).`);
}
