import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { once } from '../once.ts';
import { createEspeakSynthesizer } from '../speech/espeak/espeak-synthesizer.ts';
import { createLimiter } from '../speech/limiter.ts';
import type { Synthesize } from '../speech/synthesizer.ts';

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
