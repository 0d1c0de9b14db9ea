import { createRequire } from 'node:module';
import type { Config } from './config.ts';
import { createMp3Encoder } from './speech/encode-mp3.ts';
import { createEspeakSynthesizer } from './speech/espeak/espeak-synthesizer.ts';

/** The embedded synthesizer. The package it comes from is never loaded by us, only run. */
export function synthesizerOf() {
  const require = createRequire(import.meta.filename);
  return createEspeakSynthesizer({ programFile: require.resolve('text2wav') });
}

/** ffmpeg, the operator's own or the one that comes along. */
export function soundEncoderOf(config: Config) {
  return createMp3Encoder(async () => config.FFMPEG_PATH ?? (await installedFfmpeg()));
}

/** Loaded late: the package throws on platforms it has no program for, where a path has to be given. */
async function installedFfmpeg(): Promise<string> {
  const { default: installer } = await import('@ffmpeg-installer/ffmpeg');
  return installer.path;
}
