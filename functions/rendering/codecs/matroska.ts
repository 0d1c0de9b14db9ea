import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  Output,
} from 'mediabunny';
import type { CodedAudio, CodedPacket, CodedVideo } from './codecs.ts';

/** The packets in a Matroska file that is written here. */
export async function matroskaOfVideo(video: CodedVideo): Promise<Uint8Array> {
  const source = new EncodedVideoPacketSource(video.codec);
  return write(
    (output) => output.addVideoTrack(source),
    (packet) => source.add(packet, { decoderConfig: video.configuration }),
    video.packets(),
  );
}

/** The packets in a Matroska file that is written here. */
export async function matroskaOfAudio(audio: CodedAudio): Promise<Uint8Array> {
  const source = new EncodedAudioPacketSource(audio.codec);
  return write(
    (output) => output.addAudioTrack(source),
    (packet) => source.add(packet, { decoderConfig: audio.configuration }),
    audio.packets,
  );
}

async function write(
  addTrack: (output: Output) => void,
  add: (packet: EncodedPacket) => Promise<void>,
  packets: Iterable<CodedPacket> | AsyncIterable<CodedPacket>,
): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new MkvOutputFormat(), target });
  addTrack(output);
  await output.start();
  for await (const { data, isKey, timestamp, duration } of packets) {
    await add(new EncodedPacket(data, isKey ? 'key' : 'delta', Math.max(0, timestamp), duration));
  }
  await output.finalize();
  if (!target.buffer) throw new Error('unreachable: a finalized output has a buffer');
  return new Uint8Array(target.buffer);
}
