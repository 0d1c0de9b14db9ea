import type { Writable } from 'node:stream';
import { readMessages } from '../codecs/messages.ts';
import {
  type Av,
  type CodecContext,
  expectOk,
  type Frame,
  formats,
  getLayout,
  received,
  type SoftwareResampleContext,
  toDictionary,
} from './av.ts';
import { type DecodeAudioOrder, SAMPLE_RATE } from './codec-order.ts';
import { writeTo } from './write-to.ts';

const DECODERS = {
  aac: 'aac',
  mp3: 'mp3float',
  opus: 'opus',
  vorbis: 'vorbis',
  flac: 'flac',
} as const;
const BYTES_PER_SAMPLE = 2;

/** Reads packets as messages; writes interleaved 16-bit samples. Packets that can't be decoded are passed over. */
export async function runAudioDecoder(
  av: Av,
  order: DecodeAudioOrder,
  input: AsyncIterable<Uint8Array>,
  output: Writable,
): Promise<void> {
  const decoder = openDecoder(av, order);
  const frame = new av.Frame();
  frame.alloc();
  const resample = createResampler(av, order.outputChannels);
  let samples = 0;
  const drain = async () => {
    while (received(decoder.receiveFrameSync(frame))) {
      const bytes = resample(frame);
      samples += bytes.length / (BYTES_PER_SAMPLE * order.outputChannels);
      frame.unref();
      await writeTo(output, bytes);
    }
  };
  const packet = new av.Packet();
  packet.alloc();
  for await (const data of readMessages(input)) {
    packet.data = data;
    decoder.sendPacketSync(packet);
    packet.unref();
    await drain();
    if (samples > (order.maximumSeconds + 1) * SAMPLE_RATE) return;
  }
  decoder.sendPacketSync(null);
  await drain();
  await writeTo(output, resample(undefined));
}

function openDecoder(av: Av, order: DecodeAudioOrder): CodecContext {
  const found = av.Codec.findDecoderByName(DECODERS[order.codec]);
  if (!found) throw new Error(`FFmpeg has no decoder for ${order.codec}`);
  const decoder = new av.CodecContext();
  decoder.allocContext3(found);
  decoder.sampleRate = order.sampleRate;
  decoder.channelLayout = getLayout(order.channels);
  if (order.description) decoder.extraData = Buffer.from(order.description, 'base64');
  expectOk(decoder.open2Sync(found, toDictionary(av, {})), order.codec);
  return decoder;
}

/** Converts frames, which may change their rate and channels on the way; without a frame, what is left. */
function createResampler(av: Av, channels: number) {
  let converter: SoftwareResampleContext | undefined;
  let kind = '';
  const bytesPerFrame = BYTES_PER_SAMPLE * channels;
  const convert = (data: Buffer[] | null, count: number) => {
    if (!converter) return Buffer.alloc(0);
    const room = converter.getOutSamples(count) + SAMPLE_RATE / 10;
    const bytes = Buffer.alloc(room * bytesPerFrame);
    const done = converter.convertSync([bytes], room, data, count);
    expectOk(done, 'resample');
    return bytes.subarray(0, done * bytesPerFrame);
  };
  return (frame: Frame | undefined): Buffer => {
    if (!frame) return convert(null, 0);
    const { sampleRate, format, channelLayout, nbSamples } = frame;
    const next = `${sampleRate} ${format} ${channelLayout.nbChannels}`;
    const rest = next === kind ? Buffer.alloc(0) : convert(null, 0);
    if (next !== kind) {
      converter?.free();
      converter = new av.SoftwareResampleContext();
      const to = getLayout(channels);
      const from = channelLayout.mask ? channelLayout : getLayout(channelLayout.nbChannels);
      expectOk(
        converter.allocSetOpts2(to, formats.s16, SAMPLE_RATE, from, format, sampleRate),
        'resample',
      );
      expectOk(converter.init(), 'resample');
      kind = next;
    }
    return Buffer.concat([rest, convert(frame.data, nbSamples)]);
  };
}
