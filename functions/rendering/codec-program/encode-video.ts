import {
  type Av,
  type CodecContext,
  expectOk,
  type FormatContext,
  formats,
  type Packet,
  ranges,
  received,
  type Stream,
  toDictionary,
} from './av.ts';
import type { EncodeOrder } from './codec-order.ts';
import { encodeSound, openSoundEncoder } from './encode-sound.ts';
import { readFrames } from './read-frames.ts';

/** AV_CODEC_FLAG_GLOBAL_HEADER: an MP4 keeps the parameter sets apart. */
const GLOBAL_HEADER = 1 << 22;
/** Frame rates are kept to a thousandth. */
const RATE_UNITS = 1000;

/** Reads raw frames from a file descriptor and writes an MP4. @throws Error when FFmpeg fails. */
export function encodeVideo(av: Av, order: EncodeOrder, input: number): void {
  const timeBase = { num: RATE_UNITS, den: Math.round(order.framesPerSecond * RATE_UNITS) };
  const encoder = openEncoder(av, order, timeBase);
  const output = new av.FormatContext();
  expectOk(output.allocOutputContext2(null, 'mp4', order.file), 'open');
  const pictures = addStream(output, encoder);
  pictures.avgFrameRate = { num: timeBase.den, den: timeBase.num };
  pictures.sampleAspectRatio = encoder.sampleAspectRatio;
  const soundEncoder = order.sound && openSoundEncoder(av, order.sound.channels);
  const sound = soundEncoder && addStream(output, soundEncoder);
  expectOk(output.openOutputSync(), 'open');
  expectOk(output.writeHeaderSync(toDictionary(av, { movflags: '+faststart' })), 'header');
  if (soundEncoder && sound && order.sound) {
    encodeSound(av, soundEncoder, order.sound, (packet) =>
      write(output, packet, sound, soundEncoder.timeBase),
    );
  }
  const packet = new av.Packet();
  packet.alloc();
  const drain = () => {
    while (received(encoder.receivePacketSync(packet))) {
      packet.duration = 1n;
      write(output, packet, pictures, timeBase);
    }
  };
  eachFrame(av, order, input, (frame) => {
    expectOk(encoder.sendFrameSync(frame), 'encode');
    drain();
  });
  expectOk(encoder.sendFrameSync(null), 'encode');
  drain();
  expectOk(output.writeTrailerSync(), 'trailer');
  output.closeOutputSync();
}

function openEncoder(av: Av, order: EncodeOrder, timeBase: CodecContext['timeBase']): CodecContext {
  const codec = av.Codec.findEncoderByName('libx264');
  if (!codec) throw new Error('FFmpeg has no libx264');
  const encoder = new av.CodecContext();
  encoder.allocContext3(codec);
  const { frame, colour, sampleAspect } = order;
  encoder.width = frame.width;
  encoder.height = frame.height;
  encoder.pixelFormat = colour.fullRange ? formats.yuvj420p : formats.yuv420p;
  encoder.timeBase = timeBase;
  encoder.framerate = { num: timeBase.den, den: timeBase.num };
  encoder.sampleAspectRatio = { num: sampleAspect.width, den: sampleAspect.height };
  encoder.colorRange = colour.fullRange ? ranges.full : ranges.limited;
  encoder.colorPrimaries = colour.primaries;
  encoder.colorTrc = colour.transfer;
  encoder.colorSpace = colour.matrix;
  encoder.flags = GLOBAL_HEADER;
  encoder.threadCount = 0;
  const options = toDictionary(av, {
    preset: 'veryfast',
    crf: `${order.quality}`,
    profile: 'high',
  });
  expectOk(encoder.open2Sync(codec, options), 'libx264');
  return encoder;
}

function addStream(output: FormatContext, encoder: CodecContext): Stream {
  const stream = output.newStream(null);
  stream.timeBase = encoder.timeBase;
  expectOk(stream.codecpar.fromContext(encoder), 'stream');
  return stream;
}

function eachFrame(
  av: Av,
  { frame: size, colour }: EncodeOrder,
  input: number,
  visit: (frame: InstanceType<Av['Frame']>) => void,
): void {
  const frame = new av.Frame();
  frame.alloc();
  let index = 0n;
  for (const bytes of readFrames(input, (size.width * size.height * 3) / 2)) {
    frame.format = colour.fullRange ? formats.yuvj420p : formats.yuv420p;
    frame.width = size.width;
    frame.height = size.height;
    expectOk(frame.getBuffer(0), 'frame');
    expectOk(frame.fromBuffer(bytes), 'frame');
    frame.pts = index++;
    visit(frame);
    frame.unref();
  }
}

function write(
  output: FormatContext,
  packet: Packet,
  stream: Stream,
  timeBase: CodecContext['timeBase'],
): void {
  packet.streamIndex = stream.index;
  packet.rescaleTs(timeBase, stream.timeBase);
  expectOk(output.interleavedWriteFrameSync(packet), 'write');
  packet.unref();
}
