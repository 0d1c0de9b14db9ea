import type { InputRole } from './render-failed-error.ts';
import type { RenderJob } from './render-job.ts';

/** A file that a job reads: where it lies, what it is to the job, and its name in the job's folder. */
export interface RenderInput {
  readonly url: string;
  readonly role: InputRole;
  readonly file: string;
}

/** The names of the files in a job's folder. */
export const renderFiles = {
  image: 'image',
  endImage: 'end-image',
  audio: 'audio',
  source: 'source',
  video: 'video.mp4',
  poster: 'poster.jpg',
  preview: 'preview.mp4',
} as const;

/** The files that a job needs before it begins. */
export function getInputs(job: RenderJob): RenderInput[] {
  if (job.work === 'caption-removal') {
    return [{ url: job.sourceUrl, role: 'video', file: renderFiles.source }];
  }
  const inputs: RenderInput[] = [{ url: job.imageUrl, role: 'image', file: renderFiles.image }];
  if (job.work === 'photo' && job.endImageUrl !== undefined) {
    inputs.push({ url: job.endImageUrl, role: 'end_image', file: renderFiles.endImage });
  }
  if (job.work === 'talking-photo' && job.audioUrl !== undefined) {
    inputs.push({ url: job.audioUrl, role: 'audio', file: renderFiles.audio });
  }
  return inputs;
}
