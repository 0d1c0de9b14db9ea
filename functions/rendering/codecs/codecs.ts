import type { Pcm } from '../audio/pcm.ts';
import type { Size } from '../size.ts';
import type { WantedFrames } from './wanted-frames.ts';

/** What a picture's samples mean: code points of ITU-T H.273; 2 is "unspecified". */
export interface ColourCodes {
  readonly primaries: number;
  readonly transfer: number;
  readonly matrix: number;
  readonly fullRange: boolean;
}

export const videoCodecs = ['avc', 'hevc', 'vp8', 'vp9', 'av1'] as const;
export type VideoCodec = (typeof videoCodecs)[number];

export const audioCodecs = ['aac', 'mp3', 'opus', 'vorbis', 'flac'] as const;
export type AudioCodec = (typeof audioCodecs)[number];

/** Samples in a file: signed 16-bit, little-endian, the channels interleaved, no header. */
export interface RawSound {
  readonly file: string;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface EncodeInput {
  readonly frame: Size;
  readonly framesPerSecond: number;
  /** Planar YUV 4:2:0. An array may be drawn over once the next one is asked for. */
  readonly frames: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** optional; defaults to BT.709, limited range. */
  readonly colour?: ColourCodes | undefined;
  /** Width of a sample in parts of its height. optional; defaults to square. */
  readonly sampleAspect?: Size | undefined;
  /** Where the MP4 is written. */
  readonly file: string;
  /** optional; defaults to none. */
  readonly sound?: RawSound | undefined;
  /** x264's constant rate factor, 0 to 51: the lower, the larger and the more faithful. optional; defaults to 17. */
  readonly quality?: number | undefined;
  /** Called after each frame that the encoder has taken. optional; defaults to nothing. */
  readonly onFrame?: ((framesDone: number) => void) | undefined;
}

/** One packet of a container's track. */
export interface CodedPacket {
  readonly data: Uint8Array;
  /** In seconds. */
  readonly timestamp: number;
  readonly duration: number;
  readonly isKey: boolean;
}

/** A video track taken out of its container. */
export interface CodedVideo {
  readonly codec: VideoCodec;
  /** What the container says of it, its avcC box or the like included. What is true shows when it is decoded. */
  readonly configuration: VideoDecoderConfig;
  /** Packets in the order in which they are decoded; any number of times. */
  packets(): AsyncIterable<CodedPacket>;
  /** The most pixels that a frame may have. */
  readonly largestArea: number;
}

/** What decoded frames are; whole ones. */
export interface VideoShape {
  readonly size: Size;
  readonly colour: ColourCodes;
  readonly sampleAspect: Size;
}

export interface DecodedVideo {
  readonly shape: VideoShape;
  /**
   * Those that are wanted, planar YUV 4:2:0, 8 bits, in the range the file has, each in its own array, in the order in
   * which they are shown. Ending the iteration ends the decoder. @throws UndecodableError
   */
  readonly frames: AsyncGenerator<Uint8Array>;
  /** Ends the decoder where `frames` is not iterated. */
  readonly close: () => void;
}

/** An audio track taken out of its container. */
export interface CodedAudio {
  readonly codec: AudioCodec;
  /** What the container says of it; more than two channels become two. */
  readonly configuration: AudioDecoderConfig;
  readonly packets: readonly CodedPacket[];
  /** Decoding stops after as many seconds. */
  readonly maximumSeconds: number;
}

/** The data can't be decoded, or not within the limits: the file is at fault. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
}

/** Encodes and decodes sound and video in separate processes, which get neither environment nor containers. */
export interface Codecs {
  /**
   * H.264 High at CRF 17 or the quality that is asked for, and AAC at 48 kHz where there is sound, in an MP4 whose index stands in front.
   * @throws Error when the encoder can't be started or fails.
   */
  encodeVideo(input: EncodeInput): Promise<void>;
  /** Resolves with the first frame's shape. `wanted`: optional, defaults to all frames. @throws UndecodableError */
  decodeVideo(video: CodedVideo, wanted?: WantedFrames): Promise<DecodedVideo>;
  /** 48,000 samples a second. What breaks off in the middle gives what came before. @throws UndecodableError */
  decodeAudio(audio: CodedAudio): Promise<Pcm>;
}
