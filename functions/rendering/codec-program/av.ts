import { createRequire } from 'node:module';

/**
 * FFmpeg's libraries as `node-av`'s native module gives them: the part that is used here. The names and units are
 * FFmpeg's (https://ffmpeg.org/doxygen/8.0); a negative number is one of its error codes.
 */
export interface Av {
  readonly Codec: {
    findEncoderByName(name: string): AvCodec | null;
    findDecoderByName(name: string): AvCodec | null;
  };
  readonly CodecContext: new () => CodecContext;
  readonly Packet: new () => Packet;
  readonly Frame: new () => Frame;
  readonly Dictionary: new () => Dictionary;
  readonly FormatContext: new () => FormatContext;
  readonly SoftwareScaleContext: new () => SoftwareScaleContext;
  readonly SoftwareResampleContext: new () => SoftwareResampleContext;
  readonly Log: { setLevel(level: number): void };
}

export interface Rational {
  readonly num: number;
  readonly den: number;
}

export interface ChannelLayout {
  readonly nbChannels: number;
  /** 1: in the order of the bits of `mask`. */
  readonly order: number;
  readonly mask: bigint;
}

export interface AvCodec {
  readonly name: string;
}

export interface CodecContext {
  width: number;
  height: number;
  pixelFormat: number;
  timeBase: Rational;
  framerate: Rational;
  sampleAspectRatio: Rational;
  colorRange: number;
  colorPrimaries: number;
  colorTrc: number;
  colorSpace: number;
  sampleRate: number;
  sampleFormat: number;
  channelLayout: ChannelLayout;
  bitRate: bigint;
  frameSize: number;
  flags: number;
  threadCount: number;
  extraData: Buffer | null;
  allocContext3(codec: AvCodec): void;
  open2Sync(codec: AvCodec, options: Dictionary | null): number;
  sendFrameSync(frame: Frame | null): number;
  receivePacketSync(packet: Packet): number;
  sendPacketSync(packet: Packet | null): number;
  receiveFrameSync(frame: Frame): number;
  freeContext(): void;
}

export interface Packet {
  data: Buffer | null;
  pts: bigint;
  dts: bigint;
  duration: bigint;
  streamIndex: number;
  alloc(): void;
  unref(): void;
  free(): void;
  rescaleTs(from: Rational, to: Rational): void;
  clone(): Packet | null;
}

export interface Frame {
  format: number;
  width: number;
  height: number;
  pts: bigint;
  nbSamples: number;
  sampleRate: number;
  channelLayout: ChannelLayout;
  sampleAspectRatio: Rational;
  colorRange: number;
  colorPrimaries: number;
  colorTrc: number;
  colorSpace: number;
  readonly data: Buffer[] | null;
  readonly linesize: number[];
  alloc(): void;
  getBuffer(align: number): number;
  fromBuffer(bytes: Buffer): number;
  toBuffer(): Buffer;
  unref(): void;
  free(): void;
}

export interface Dictionary {
  alloc(): void;
  set(key: string, value: string, flags: number): number;
}

export interface Stream {
  readonly index: number;
  readonly codecpar: { fromContext(context: CodecContext): number };
  timeBase: Rational;
  avgFrameRate: Rational;
  sampleAspectRatio: Rational;
}

export interface FormatContext {
  allocOutputContext2(format: null, name: string, file: string): number;
  newStream(codec: null): Stream;
  openOutputSync(): number;
  writeHeaderSync(options: Dictionary | null): number;
  interleavedWriteFrameSync(packet: Packet): number;
  writeTrailerSync(): number;
  closeOutputSync(): void;
  freeContext(): void;
}

export interface SoftwareScaleContext {
  getContext(
    width: number,
    height: number,
    format: number,
    toWidth: number,
    toHeight: number,
    toFormat: number,
    flags: number,
  ): void;
  scaleFrameSync(to: Frame, from: Frame): number;
  freeContext(): void;
}

export interface SoftwareResampleContext {
  allocSetOpts2(
    toLayout: ChannelLayout,
    toFormat: number,
    toRate: number,
    layout: ChannelLayout,
    format: number,
    rate: number,
  ): number;
  init(): number;
  getOutSamples(count: number): number;
  convertSync(to: Buffer[], toCount: number, from: Buffer[] | null, count: number): number;
  free(): void;
}

/** Loads the native module of this machine's package. @throws Error where there is none. */
export function loadAv(): Av {
  const require = createRequire(import.meta.filename);
  const av: Av = require(`@seydx/node-av-${process.platform}-${process.arch}/node-av.node`);
  av.Log.setLevel(LOG_ERRORS);
  return av;
}

const LOG_ERRORS = 16;

/** libavutil/error.h: AVERROR(EAGAIN) on Linux, AVERROR(EAGAIN) on macOS, and AVERROR_EOF. */
const NOTHING_YET: ReadonlySet<number> = new Set([-11, -35, -541_478_725]);

/** Whether a `receive` call had something. @throws Error for FFmpeg's other codes. */
export function received(code: number): boolean {
  if (NOTHING_YET.has(code)) return false;
  expectOk(code, 'receive');
  return true;
}

/** @throws Error for a negative code. */
export function expectOk(code: number, call: string): void {
  if (code < 0) throw new Error(`FFmpeg: ${call} answered ${code}`);
}

/** FFmpeg frees the options it is given; node-av 6.1.1 would free them again once they are collected. */
const kept: Dictionary[] = [];

/** The options as FFmpeg takes them. */
export function toDictionary(av: Av, options: Readonly<Record<string, string>>): Dictionary {
  const dictionary = new av.Dictionary();
  dictionary.alloc();
  kept.push(dictionary);
  for (const [key, value] of Object.entries(options)) {
    expectOk(dictionary.set(key, value, 0), `option ${key}`);
  }
  return dictionary;
}

/** libavutil/pixfmt.h and samplefmt.h. */
export const formats = { yuv420p: 0, yuvj420p: 12, s16: 1, floatPlanar: 8 } as const;
/** AVCOL_RANGE_MPEG and AVCOL_RANGE_JPEG. */
export const ranges = { limited: 1, full: 2 } as const;

/** Mono, or stereo, or the usual layout of that number of channels (libavutil/channel_layout.h). */
export function getLayout(channels: number): ChannelLayout {
  const masks = [0x4n, 0x3n, 0x7n, 0x33n, 0x37n, 0x3fn, 0x70fn, 0x63fn];
  const mask = masks[channels - 1] ?? (1n << BigInt(channels)) - 1n;
  return { nbChannels: channels, order: 1, mask };
}
