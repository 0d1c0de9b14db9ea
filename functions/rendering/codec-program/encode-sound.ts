import { readFileSync } from 'node:fs';
import {
  type Av,
  type CodecContext,
  expectOk,
  formats,
  getLayout,
  type Packet,
  received,
  toDictionary,
} from './av.ts';
import { type EncodeOrder, SAMPLE_RATE } from './codec-order.ts';

const BITS_PER_SECOND = 160_000n;
/** AV_CODEC_FLAG_GLOBAL_HEADER. */
const GLOBAL_HEADER = 1 << 22;
const BYTES_PER_SAMPLE = 2;
const BYTES_PER_FLOAT = 4;

export function openSoundEncoder(av: Av, channels: number): CodecContext {
  const codec = av.Codec.findEncoderByName('aac');
  if (!codec) throw new Error('FFmpeg has no AAC encoder');
  const encoder = new av.CodecContext();
  encoder.allocContext3(codec);
  encoder.sampleRate = SAMPLE_RATE;
  encoder.sampleFormat = formats.floatPlanar;
  encoder.channelLayout = getLayout(channels);
  encoder.bitRate = BITS_PER_SECOND;
  encoder.timeBase = { num: 1, den: SAMPLE_RATE };
  encoder.flags = GLOBAL_HEADER;
  expectOk(encoder.open2Sync(codec, toDictionary(av, {})), 'aac');
  return encoder;
}

/** Encodes a file of raw samples. The same packet object is handed on each time. */
export function encodeSound(
  av: Av,
  encoder: CodecContext,
  sound: NonNullable<EncodeOrder['sound']>,
  onPacket: (packet: Packet) => void,
): void {
  const planes = resample(av, sound);
  const samples = (planes[0]?.length ?? 0) / BYTES_PER_FLOAT;
  const packet = new av.Packet();
  packet.alloc();
  const frame = new av.Frame();
  frame.alloc();
  for (let at = 0; at < samples; at += encoder.frameSize) {
    const count = Math.min(encoder.frameSize, samples - at);
    frame.format = formats.floatPlanar;
    frame.sampleRate = SAMPLE_RATE;
    frame.channelLayout = getLayout(sound.channels);
    frame.nbSamples = count;
    expectOk(frame.getBuffer(0), 'frame');
    const range = [at * BYTES_PER_FLOAT, (at + count) * BYTES_PER_FLOAT] as const;
    const bytes = Buffer.concat(planes.map((plane) => plane.subarray(...range)));
    expectOk(frame.fromBuffer(bytes), 'frame');
    frame.pts = BigInt(at);
    expectOk(encoder.sendFrameSync(frame), 'encode');
    frame.unref();
    drain(encoder, packet, onPacket);
  }
  expectOk(encoder.sendFrameSync(null), 'encode');
  drain(encoder, packet, onPacket);
}

function drain(encoder: CodecContext, packet: Packet, onPacket: (packet: Packet) => void): void {
  while (received(encoder.receivePacketSync(packet))) onPacket(packet);
}

/** The channels as floats, 48,000 samples a second. */
function resample(av: Av, { file, sampleRate, channels }: NonNullable<EncodeOrder['sound']>) {
  const samples = readFileSync(file);
  const count = samples.length / (BYTES_PER_SAMPLE * channels);
  const layout = getLayout(channels);
  const converter = new av.SoftwareResampleContext();
  const { s16, floatPlanar } = formats;
  expectOk(
    converter.allocSetOpts2(layout, floatPlanar, SAMPLE_RATE, layout, s16, sampleRate),
    'resample',
  );
  expectOk(converter.init(), 'resample');
  const room = converter.getOutSamples(count) + SAMPLE_RATE;
  const planes = Array.from({ length: channels }, () => Buffer.alloc(room * BYTES_PER_FLOAT));
  const done = converter.convertSync(planes, room, [samples], count);
  expectOk(done, 'resample');
  const rest = planes.map((plane) => plane.subarray(done * BYTES_PER_FLOAT));
  const flushed = converter.convertSync(rest, room - done, null, 0);
  expectOk(flushed, 'resample');
  converter.free();
  return planes.map((plane) => plane.subarray(0, (done + flushed) * BYTES_PER_FLOAT));
}
