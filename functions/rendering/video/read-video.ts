import {
  BufferSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  type TransformationMatrix,
  WEBM,
} from 'mediabunny';
import { RenderFailedError } from '../render-failed-error.ts';
import type { Size } from '../size.ts';
import {
  type AvcConfiguration,
  annexB,
  nalUnitTypes,
  readAvcConfiguration,
  unitsOfPacket,
  unitType,
} from './annex-b.ts';
import { readSequenceParameters, type SequenceParameters } from './sequence-parameters.ts';
import { videoDamaged, videoFailed } from './video-failures.ts';
import { videoLimits } from './video-limits.ts';

/** When a frame is shown and for how long, in seconds. Begins below zero where an edit list cuts it off. */
export interface FrameTime {
  readonly timestamp: number;
  readonly duration: number;
}

/** A user's video, opened. Its container was read here; only what `stream` gives is meant for ffmpeg. */
export interface SourceVideo extends Pick<SequenceParameters, 'colour' | 'sampleAspect'> {
  /** Pixels of a frame as it is coded, before `transformation`. */
  readonly frame: Size;
  /** Of each frame, in the order in which they are shown. */
  readonly times: readonly FrameTime[];
  /** From the first frame's begin to the last one's end. */
  readonly seconds: number;
  /** How players turn or mirror the frames. */
  readonly transformation: TransformationMatrix;
  readonly audio: InputAudioTrack | undefined;
  /**
   * The pictures as an H.264 byte stream, piece by piece; any number of times.
   * @throws RenderFailedError when a packet is damaged or the size changes.
   */
  stream(): AsyncGenerator<Uint8Array>;
}

const RIGHT_KIND = 'Send H.264 (AVC), 8 bits, 4:2:0, in MP4, MOV, WebM or MKV.';
const CODEC_NAMES: Readonly<Record<string, string>> = { hevc: 'HEVC', vp9: 'VP9', vp8: 'VP8' };

/** @throws RenderFailedError that says what is wrong with the video and what would be right. */
export async function readVideo(bytes: Uint8Array): Promise<SourceVideo> {
  if (bytes.length > videoLimits.bytes) {
    throw videoFailed('too_large', `is larger than ${videoLimits.bytes / 1024 / 1024} MB.`);
  }
  const formats = [MP4, QTFF, MATROSKA, WEBM];
  const input = new Input({ formats, source: new BufferSource(bytes) });
  if (!(await blamingInput(input.canRead()))) {
    throw videoFailed('not_a_video', `is no video that is read here. ${RIGHT_KIND}`);
  }
  const track = await blamingInput(input.getPrimaryVideoTrack());
  if (!track) throw videoFailed('not_a_video', `has no picture, only sound. ${RIGHT_KIND}`);
  return blamingInput(openVideo(input, track));
}

async function openVideo(input: Input, track: InputVideoTrack): Promise<SourceVideo> {
  const configuration = await readConfiguration(track);
  const parameters = getParameters(configuration.parameterSets);
  const times = await readTimes(track);
  const seconds = checkedSeconds(times);
  const { width, height, colour, sampleAspect } = parameters;
  return {
    frame: { width, height },
    colour,
    sampleAspect,
    times,
    seconds,
    transformation: await track.getTransformationMatrix(),
    audio: (await input.getPrimaryAudioTrack()) ?? undefined,
    stream: () => getStream(track, configuration, parameters),
  };
}

/** What fails while the container is read is the container's fault. */
async function blamingInput<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof RenderFailedError ? error : videoDamaged(error);
  }
}

async function readConfiguration(track: InputVideoTrack): Promise<AvcConfiguration> {
  const codec = await track.getCodec();
  if (codec !== 'avc') {
    const name = codec === null ? 'in a way that is not known here' : `as ${getName(codec)}`;
    throw videoFailed('unsupported', `is coded ${name}. ${RIGHT_KIND}`);
  }
  const record = (await track.getDecoderConfig())?.description;
  if (!record) throw videoFailed('unsupported', `has no decoder configuration. ${RIGHT_KIND}`);
  return readAvcConfiguration(
    ArrayBuffer.isView(record)
      ? new Uint8Array(record.buffer, record.byteOffset, record.byteLength)
      : new Uint8Array(record),
  );
}

function getName(codec: string): string {
  return CODEC_NAMES[codec] ?? codec.toUpperCase();
}

function getParameters(units: readonly Uint8Array[]): SequenceParameters {
  const unit = units.find((candidate) => unitType(candidate) === nalUnitTypes.sequenceParameters);
  if (!unit) throw videoDamaged();
  const parameters = readSequenceParameters(unit);
  const { width, height, chromaFormat, bitDepth } = parameters;
  if (chromaFormat !== 1 || bitDepth !== 8) {
    throw videoFailed('unsupported', `is H.264, but not 8 bits, 4:2:0. ${RIGHT_KIND}`);
  }
  if (width < 16 || height < 16) throw videoFailed('too_small', 'is smaller than 16x16 pixels.');
  if (width * height > videoLimits.area) {
    const limit = '1920x1080 or as many pixels in another shape';
    throw videoFailed('too_large', `has ${width}x${height} pixels; the most is ${limit}.`);
  }
  return parameters;
}

async function readTimes(track: InputVideoTrack): Promise<readonly FrameTime[]> {
  const times: FrameTime[] = [];
  for await (const packet of readPackets(track, { metadataOnly: true })) {
    times.push({ timestamp: packet.timestamp, duration: packet.duration });
    if (times.length > videoLimits.frames) {
      throw videoFailed('too_long', `has more than ${videoLimits.frames} frames.`);
    }
  }
  return times.sort((one, other) => one.timestamp - other.timestamp);
}

function checkedSeconds(times: readonly FrameTime[]): number {
  const first = times[0];
  const last = times.at(-1);
  if (!first || !last) throw videoFailed('not_a_video', 'has no frames.');
  const seconds = last.timestamp + last.duration - first.timestamp;
  if (seconds > videoLimits.seconds) {
    const length = `is ${seconds.toFixed(1)} s long`;
    throw videoFailed('too_long', `${length}; the most is ${videoLimits.seconds} s.`);
  }
  return seconds;
}

function readPackets(track: InputVideoTrack, options: { readonly metadataOnly?: boolean } = {}) {
  return new EncodedPacketSink(track).packets(undefined, undefined, options);
}

async function* getStream(
  track: InputVideoTrack,
  { lengthBytes, parameterSets }: AvcConfiguration,
  expected: SequenceParameters,
): AsyncGenerator<Uint8Array> {
  for await (const packet of readPackets(track)) {
    const units = checkedUnits(packet, lengthBytes, expected);
    yield annexB(packet.type === 'key' ? [...parameterSets, ...units] : units);
  }
}

/** ffmpeg gets no parameter set that was not read here, and none of another size. */
function checkedUnits({ data }: EncodedPacket, lengthBytes: number, expected: SequenceParameters) {
  try {
    const units = [...unitsOfPacket(data, lengthBytes)];
    for (const unit of units) {
      if (unitType(unit) !== nalUnitTypes.sequenceParameters) continue;
      const { width, height, chromaFormat, bitDepth } = readSequenceParameters(unit);
      const same = width === expected.width && height === expected.height;
      if (same && chromaFormat === 1 && bitDepth === 8) continue;
      throw videoFailed('unsupported', 'changes its size or form on the way.');
    }
    return units;
  } catch (error) {
    throw error instanceof RangeError ? videoDamaged(error) : error;
  }
}
