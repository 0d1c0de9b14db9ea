import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import {
  AudioSampleSink,
  AudioSampleSource,
  BufferSource,
  BufferTarget,
  canEncodeAudio,
  Input,
  Mp3OutputFormat,
  Output,
  WAVE,
} from 'mediabunny';
import type { Compress } from './synthesizer.ts';

/** Transparent for speech. */
const BITS_PER_SECOND = 64_000;

/** Encodes one channel as MP3 at a constant rate, by LAME in WebAssembly; nothing but the sound is in the file. */
export const encodeMp3: Compress = async (wav) => {
  if (!(await canEncodeAudio('mp3'))) registerMp3Encoder();
  using input = new Input({ formats: [WAVE], source: new BufferSource(wav) });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('This WAV file has no samples.');
  const target = new BufferTarget();
  const output = new Output({ format: new Mp3OutputFormat({ xingHeader: false }), target });
  const source = new AudioSampleSource({ codec: 'mp3', bitrate: BITS_PER_SECOND });
  output.addAudioTrack(source);
  await output.start();
  for await (const sample of new AudioSampleSink(track).samples()) {
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
  if (!target.buffer) throw new Error('unreachable: a finalized output has a buffer');
  return { bytes: new Uint8Array(target.buffer), mediaType: 'audio/mpeg', ending: '.mp3' };
};
