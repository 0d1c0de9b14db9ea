import type { Writable } from 'node:stream';
import { frameMessage, readMessages } from '../codecs/messages.ts';
import { cutWindow } from '../codecs/wanted-frames.ts';
import {
  type Av,
  type CodecContext,
  expectOk,
  type Frame,
  formats,
  ranges,
  received,
  type SoftwareScaleContext,
  toDictionary,
} from './av.ts';
import type { DecodeVideoOrder } from './codec-order.ts';
import { writeTo } from './write-to.ts';

const DECODERS = { avc: 'h264', hevc: 'hevc', vp8: 'vp8', vp9: 'vp9', av1: 'libdav1d' } as const;
/** SWS_BICUBIC. */
const BICUBIC = 4;
/** Rows and columns that decoders add to a frame. */
const PADDING = 64 * 4096;

/**
 * Reads packets as messages; writes the frames' shape as a message of JSON, then each frame as a message, in the order
 * in which they are shown. Packets that can't be decoded are passed over. @throws Error when the shape changes.
 */
export async function runVideoDecoder(
  av: Av,
  order: DecodeVideoOrder,
  input: AsyncIterable<Uint8Array>,
  output: Writable,
): Promise<void> {
  const decoder = openDecoder(av, order);
  const frame = new av.Frame();
  frame.alloc();
  const convert = createConverter(av, order);
  const drain = async () => {
    while (received(decoder.receiveFrameSync(frame))) {
      for (const message of convert(frame)) await writeTo(output, frameMessage(message));
      frame.unref();
    }
  };
  const packet = new av.Packet();
  packet.alloc();
  let index = 0n;
  for await (const data of readMessages(input)) {
    packet.data = data;
    packet.pts = index;
    packet.dts = index++;
    decoder.sendPacketSync(packet);
    packet.unref();
    await drain();
  }
  decoder.sendPacketSync(null);
  await drain();
}

function openDecoder(av: Av, { codec, description, largestArea }: DecodeVideoOrder): CodecContext {
  const found = av.Codec.findDecoderByName(DECODERS[codec]);
  if (!found) throw new Error(`FFmpeg has no decoder for ${codec}`);
  const decoder = new av.CodecContext();
  decoder.allocContext3(found);
  decoder.threadCount = 2;
  if (description) decoder.extraData = Buffer.from(description, 'base64');
  // Strict: waits as long for a late picture as the stream's level allows, where it does not say how long it has to.
  const options = { strict: '1', max_pixels: `${largestArea + PADDING}` };
  expectOk(decoder.open2Sync(found, toDictionary(av, options)), DECODERS[codec]);
  return decoder;
}

/** Turns the wanted frames into messages; the first frame into two. */
function createConverter(av: Av, { largestArea, wanted }: DecodeVideoOrder) {
  let first: string | undefined;
  let index = 0;
  let scaler: SoftwareScaleContext | undefined;
  const planar = new av.Frame();
  planar.alloc();
  return function* convert(frame: Frame): Generator<Uint8Array> {
    const shape = getShape(frame);
    const { width, height } = shape.size;
    const text = JSON.stringify(shape);
    const kind = `${text} ${frame.format}`;
    if (first === undefined) {
      if (width * height > largestArea) throw new Error(`a frame of ${width}x${height}`);
      first = kind;
      yield Buffer.from(text);
    }
    if (kind !== first) throw new Error('the frames change their shape');
    if (wanted && index++ % wanted.every !== 0) return;
    const cut = (bytes: Uint8Array) =>
      wanted ? cutWindow(bytes, shape.size, wanted.window) : bytes;
    if (frame.format === formats.yuv420p || frame.format === formats.yuvj420p) {
      yield cut(frame.toBuffer());
      return;
    }
    const format = shape.colour.fullRange ? formats.yuvj420p : formats.yuv420p;
    if (!scaler) {
      scaler = new av.SoftwareScaleContext();
      scaler.getContext(width, height, frame.format, width, height, format, BICUBIC);
    }
    planar.format = format;
    planar.width = width;
    planar.height = height;
    expectOk(planar.getBuffer(0), 'frame');
    expectOk(scaler.scaleFrameSync(planar, frame), 'convert');
    yield cut(planar.toBuffer());
    planar.unref();
  };
}

function getShape(frame: Frame) {
  const { num, den } = frame.sampleAspectRatio;
  return {
    size: { width: frame.width, height: frame.height },
    sampleAspect: num > 0 && den > 0 ? { width: num, height: den } : { width: 1, height: 1 },
    colour: {
      primaries: frame.colorPrimaries,
      transfer: frame.colorTrc,
      matrix: frame.colorSpace,
      fullRange: frame.colorRange === ranges.full || frame.format === formats.yuvj420p,
    },
  };
}
