import { inputFailed, type RenderFailedError } from '../render-failed-error.ts';

/** What is wrong with a user's audio; the second part of the failure code. */
export type AudioProblem = 'not_audio' | 'unsupported' | 'damaged' | 'too_long' | 'silent';

/** The audio is at fault; `sentence` begins after "The audio". */
export function audioFailed(problem: AudioProblem, sentence: string): RenderFailedError {
  return inputFailed('audio', problem, sentence);
}
