import { readFile, writeFile } from 'node:fs/promises';
import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputAudioTrack,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { SourceVideo } from './read-video.ts';
import { videoFailed } from './video-failures.ts';

/** Sound that is copied as it is, because MP4 players take it. */
const COPIED_AUDIO = ['aac', 'mp3'] as const;
type CopiedAudio = (typeof COPIED_AUDIO)[number];

/** The form of a video's sound. @throws RenderFailedError when an MP4 could not carry it as it is. */
export async function checkAudio(audio: InputAudioTrack): Promise<CopiedAudio> {
  const codec = await audio.getCodec();
  const copied = COPIED_AUDIO.find((name) => name === codec);
  if (copied && (await audio.getDecoderConfig())) return copied;
  const name = codec ? `is ${codec.toUpperCase()}` : 'is of a form that is not known here';
  throw videoFailed('sound_unsupported', `has sound that ${name}; send AAC or MP3, or no sound.`);
}

/**
 * Puts freshly encoded pictures into the frame of the video they were made from: its times, its rotation, its sound,
 * bit by bit. `encoded` is an MP4 written here, with as many frames at `framesPerSecond`; the result has its index in front.
 */
export async function writeVideo(
  source: SourceVideo,
  encoded: { readonly file: string; readonly framesPerSecond: number },
  file: string,
): Promise<void> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const pictures = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(pictures, { transformationMatrix: source.transformation });
  const sound = source.audio && new EncodedAudioPacketSource(await checkAudio(source.audio));
  if (sound && source.audio) output.addAudioTrack(sound, await soundMetadata(source.audio));
  await output.start();
  await addPictures(pictures, source, encoded);
  pictures.close();
  if (sound && source.audio) await addSound(sound, source.audio);
  await output.finalize();
  if (!target.buffer) throw new Error('unreachable: a finalized output has a buffer');
  await writeFile(file, new Uint8Array(target.buffer));
}

async function soundMetadata(audio: InputAudioTrack) {
  return { languageCode: await audio.getLanguageCode() };
}

async function addPictures(
  pictures: EncodedVideoPacketSource,
  { times }: SourceVideo,
  { file, framesPerSecond }: { readonly file: string; readonly framesPerSecond: number },
): Promise<void> {
  const source = new BufferSource(await readFile(file));
  const track = await new Input({ formats: [MP4], source }).getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error('the encoded pictures can not be read back');
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const time = times[Math.round(packet.timestamp * framesPerSecond)];
    if (!time) throw new Error('there are more encoded pictures than frames');
    await pictures.add(packet.clone(time), { decoderConfig });
  }
}

async function addSound(sound: EncodedAudioPacketSource, audio: InputAudioTrack): Promise<void> {
  const decoderConfig = (await audio.getDecoderConfig()) ?? undefined;
  for await (const packet of new EncodedPacketSink(audio).packets()) {
    await sound.add(packet, decoderConfig ? { decoderConfig } : undefined);
  }
  sound.close();
}
