/** Which of a task's pictures is meant; the first part of a failure code. */
export type PictureRole = 'image' | 'end_image';

/** Which of a task's files is meant; the first part of a failure code. */
export type InputRole = PictureRole | 'audio' | 'video';

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

const INPUT_NAMES: Readonly<Record<InputRole, string>> = {
  image: 'The picture',
  end_image: 'The end picture',
  audio: 'The audio',
  video: 'The video',
};

/** A file is at fault; `problem` completes the code, `sentence` begins after the file's name: "The picture", "The audio". */
export function inputFailed(role: InputRole, problem: string, sentence: string): RenderFailedError {
  return new RenderFailedError(`${role}_${problem}`, `${INPUT_NAMES[role]} ${sentence}`);
}
