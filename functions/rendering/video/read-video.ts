import {
  BufferSource,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  type Rotation,
  type TransformationMatrix,
  WEBM,
} from 'mediabunny';
import {
  type Codecs,
  type CodedVideo,
  UndecodableError,
  type VideoShape,
  videoCodecs,
} from '../codecs/codecs.ts';
import { RenderFailedError } from '../render-failed-error.ts';
import { showsFrame } from './shows-frame.ts';
import { videoDamaged, videoFailed } from './video-failures.ts';
import { videoLimits } from './video-limits.ts';

/** When a frame is shown and for how long, in seconds. Begins below zero where an edit list cuts it off. */
export interface FrameTime {
  readonly timestamp: number;
  readonly duration: number;
}

/** A user's video, opened. Its size is that of its frames as they are coded, before `transformation`. */
export interface SourceVideo extends VideoShape {
  /** The track, out of its container. */
  readonly coded: CodedVideo;
  /** Of each frame, in the order in which they are shown. */
  readonly times: readonly FrameTime[];
  /** From the first frame's begin to the last one's end. */
  readonly seconds: number;
  /** How players turn or mirror the frames. */
  readonly transformation: TransformationMatrix;
  /** The same as a turn clockwise in degrees, and whether they are mirrored left to right afterwards. */
  readonly rotation: Rotation;
  readonly flip: boolean;
  readonly audio: InputAudioTrack | undefined;
}

const RIGHT_KIND = 'Send H.264, HEVC, VP8, VP9 or AV1 in MP4, MOV, WebM or MKV.';

const SMALLEST = 16;

/** @throws RenderFailedError that says what is wrong with the video and what would be right. */
export async function readVideo(bytes: Uint8Array, codecs: Codecs): Promise<SourceVideo> {
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
  return blamingInput(openVideo(input, track, codecs));
}

async function openVideo(
  input: Input,
  track: InputVideoTrack,
  codecs: Codecs,
): Promise<SourceVideo> {
  const coded = await takeOut(track, videoLimits.area);
  const times = await readTimes(track, coded);
  const seconds = checkedSeconds(times);
  return {
    ...(await probe(codecs, coded)),
    coded,
    times,
    seconds,
    transformation: await track.getTransformationMatrix(),
    rotation: await track.getRotation(),
    flip: await track.getFlip(),
    audio: (await input.getPrimaryAudioTrack()) ?? undefined,
  };
}

/** Decodes the first frame: what a container says of the others' size and colour need not be true. */
async function probe(codecs: Codecs, coded: CodedVideo): Promise<VideoShape> {
  const { shape, close } = await codecs.decodeVideo(coded);
  close();
  const { width, height } = shape.size;
  if (width < SMALLEST || height < SMALLEST) {
    throw videoFailed('too_small', `is smaller than ${SMALLEST}x${SMALLEST} pixels.`);
  }
  if (width % 2 || height % 2)
    throw videoFailed('unsupported', 'has an odd number of pixels on a side.');
  return shape;
}

/** What fails while the container is read is the container's fault. */
async function blamingInput<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw error instanceof RenderFailedError || isFault(error) ? error : videoDamaged(error);
  }
}

/** A codec that could not be started. */
function isFault(error: unknown): boolean {
  return (
    error instanceof Error && error.cause !== undefined && !(error instanceof UndecodableError)
  );
}

/**
 * Takes a track out of its container.
 * @param largestArea of a frame, in pixels
 * @throws RenderFailedError
 */
export async function takeOut(track: InputVideoTrack, largestArea: number): Promise<CodedVideo> {
  const name = await track.getCodec();
  const codec = videoCodecs.find((one) => one === name);
  if (!codec) {
    const form = name ? `as ${name.toUpperCase()}` : 'in a way that is not read here';
    throw videoFailed('unsupported', `is coded ${form}. ${RIGHT_KIND}`);
  }
  const configuration = await track.getDecoderConfig();
  if (!configuration)
    throw videoFailed('unsupported', `has no decoder configuration. ${RIGHT_KIND}`);
  const { codedWidth: width = 0, codedHeight: height = 0 } = configuration;
  if (width * height > largestArea) {
    const limit = '1920x1080 or as many pixels in another shape';
    throw videoFailed('too_large', `has ${width}x${height} pixels; the most is ${limit}.`);
  }
  return { codec, configuration, largestArea, packets: () => readPackets(track) };
}

async function readTimes(
  track: InputVideoTrack,
  { codec }: CodedVideo,
): Promise<readonly FrameTime[]> {
  const times: FrameTime[] = [];
  const metadataOnly = codec !== 'vp8';
  const packets = new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly });
  for await (const packet of packets) {
    if (codec === 'vp8' && !showsFrame(packet.data)) continue;
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

async function* readPackets(track: InputVideoTrack) {
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const { data, timestamp, duration, type } = packet;
    yield { data, timestamp, duration, isKey: type === 'key' };
  }
}
