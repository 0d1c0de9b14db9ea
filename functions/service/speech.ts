import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { once } from '../once.ts';
import { createMp3Encoder } from '../speech/encode-mp3.ts';
import { createEspeakSynthesizer } from '../speech/espeak/espeak-synthesizer.ts';
import { createLimiter } from '../speech/limiter.ts';
import type { Synthesize } from '../speech/synthesizer.ts';
import { config } from './environment.ts';

/**
 * The embedded synthesizer. The package it comes from is never loaded by us, only run; and not more often at once than
 * there are cores, because one machine answers many requests at a time, where a function on AWS answers one.
 */
export const synthesizer = /* @__PURE__ */ once((): Synthesize => {
  const require = createRequire(import.meta.filename);
  const synthesize = createEspeakSynthesizer({ programFile: require.resolve('text2wav') });
  const limit = createLimiter(availableParallelism());
  return (utterance) => limit(() => synthesize(utterance));
});

/** ffmpeg, the operator's own or the one that comes along. */
export const mp3Encoder = /* @__PURE__ */ once(() =>
  createMp3Encoder(async () => config().FFMPEG_PATH ?? (await installedFfmpeg())),
);

/** Loaded late: the package throws on platforms it has no program for, where a path has to be given. */
async function installedFfmpeg(): Promise<string> {
  const { default: installer } = await import('@ffmpeg-installer/ffmpeg');
  return installer.path;
}
