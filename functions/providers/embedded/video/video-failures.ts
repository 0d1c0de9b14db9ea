import { RenderFailedError } from '../render-failed-error.ts';

/** A video is at fault; `problem` completes the code, `sentence` begins after "The video". */
export function videoFailed(problem: string, sentence: string): RenderFailedError {
  return new RenderFailedError(`video_${problem}`, `The video ${sentence}`);
}

export function videoDamaged(cause?: unknown): RenderFailedError {
  const failure = videoFailed('damaged', 'is cut short or damaged.');
  failure.cause = cause;
  return failure;
}
