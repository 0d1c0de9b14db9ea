import { buffer } from 'node:stream/consumers';
import {
  expectOk,
  formats,
  loadAv,
  received,
  toDictionary,
} from '../../../../../functions/rendering/codec-program/av.ts';

/**
 * A program that codes raw frames as AV1, which the ffmpeg of the tests can't: sides in pixels as arguments, frames on
 * standard input, packets as JSON on standard output, in base64.
 */
const [width = 0, height = 0] = process.argv.slice(2).map(Number);
const av = loadAv();
const codec = av.Codec.findEncoderByName('libsvtav1');
if (!codec) throw new Error('FFmpeg has no libsvtav1');
const encoder = new av.CodecContext();
encoder.allocContext3(codec);
encoder.width = width;
encoder.height = height;
encoder.pixelFormat = formats.yuv420p;
encoder.timeBase = { num: 1, den: 15 };
encoder.framerate = { num: 15, den: 1 };
expectOk(encoder.open2Sync(codec, toDictionary(av, { preset: '12', crf: '20' })), 'libsvtav1');

const packets: { data: string; frame: number }[] = [];
const packet = new av.Packet();
packet.alloc();
const drain = () => {
  while (received(encoder.receivePacketSync(packet))) {
    packets.push({ data: packet.data?.toString('base64') ?? '', frame: Number(packet.pts) });
    packet.unref();
  }
};
const frame = new av.Frame();
frame.alloc();
const bytes = await buffer(process.stdin);
const length = (width * height * 3) / 2;
for (let index = 0; index < bytes.length / length; index++) {
  frame.format = formats.yuv420p;
  frame.width = width;
  frame.height = height;
  expectOk(frame.getBuffer(0), 'frame');
  expectOk(frame.fromBuffer(bytes.subarray(index * length, (index + 1) * length)), 'frame');
  frame.pts = BigInt(index);
  expectOk(encoder.sendFrameSync(frame), 'encode');
  frame.unref();
  drain();
}
expectOk(encoder.sendFrameSync(null), 'encode');
drain();
process.stdout.write(JSON.stringify(packets), () => process.exit(0));
