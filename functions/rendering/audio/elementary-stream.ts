import {
  AdtsOutputFormat,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  type InputAudioTrack,
  Mp3OutputFormat,
  Output,
} from 'mediabunny';

/** The compressed codecs that are decoded. */
export const STREAM_CODECS = ['aac', 'mp3'] as const;
export type StreamCodec = (typeof STREAM_CODECS)[number];

/** More than 320 kbit/s, the most that MP3 has, in bytes. */
const BYTES_A_SECOND = 80_000;
/** More than AAC has at 96,000 samples a second. */
const PACKETS_A_SECOND = 200;

export function isStreamCodec(codec: string): codec is StreamCodec {
  return STREAM_CODECS.some((name) => name === codec);
}

/**
 * Takes a track out of its container: bare MP3 frames, or AAC frames with an ADTS header each, a second more than the
 * longest at most. @throws Error when the file is damaged.
 */
export async function elementaryStream(
  track: InputAudioTrack,
  codec: StreamCodec,
  maximumSeconds: number,
): Promise<Uint8Array> {
  const target = new BufferTarget();
  const format =
    codec === 'aac' ? new AdtsOutputFormat() : new Mp3OutputFormat({ xingHeader: false });
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = await track.getDecoderConfig();
  if (!decoderConfig) throw new Error('it does not say how it is coded');
  let bytes = 0;
  let packets = 0;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    bytes += packet.byteLength;
    packets += 1;
    const share = Math.max(bytes / BYTES_A_SECOND, packets / PACKETS_A_SECOND);
    if (share > maximumSeconds + 1) throw new Error('more data than sound');
    await source.add(packet.clone({ timestamp: Math.max(0, packet.timestamp) }), { decoderConfig });
    if (packet.timestamp > maximumSeconds + 1) break;
  }
  await output.finalize();
  if (!target.buffer) throw new Error('it has no frames');
  return new Uint8Array(target.buffer);
}
