import { inputFailed, type RenderFailedError } from '../render-failed-error.ts';

/** What is wrong with a user's video; the second part of the failure code. */
type VideoProblem =
  | 'not_a_video'
  | 'unsupported'
  | 'sound_unsupported'
  | 'too_small'
  | 'too_large'
  | 'too_long'
  | 'damaged';

/** The video is at fault; `sentence` begins after "The video". */
export function videoFailed(problem: VideoProblem, sentence: string): RenderFailedError {
  return inputFailed('video', problem, sentence);
}

export function videoDamaged(cause?: unknown): RenderFailedError {
  const failure = videoFailed('damaged', 'is cut short or damaged.');
  failure.cause = cause;
  return failure;
}
