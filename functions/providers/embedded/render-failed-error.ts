/** Which of a task's pictures is meant; the first part of a failure code. */
export type PictureRole = 'image' | 'end_image';

/** Which of a task's files is meant. */
export type InputRole = PictureRole;

/** The render can't succeed, and trying again changes nothing. `code` and `message` reach the caller. */
export class RenderFailedError extends Error {
  override readonly name = 'RenderFailedError';
  /** Such as `image_truncated`, `end_image_unreachable`, `canceled` or `render_timeout`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A picture is at fault; `problem` completes the code, `sentence` begins after "The picture" or "The end picture". */
export function pictureFailed(
  role: PictureRole,
  problem: string,
  sentence: string,
): RenderFailedError {
  const name = role === 'image' ? 'The picture' : 'The end picture';
  return new RenderFailedError(`${role}_${problem}`, `${name} ${sentence}`);
}
