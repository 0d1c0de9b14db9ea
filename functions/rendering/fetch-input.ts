import * as z from 'zod';
import { type InputRole, inputFailed } from './render-failed-error.ts';
import { videoLimits } from './video/video-limits.ts';

export interface InputLimits {
  readonly maxBytes: number;
  readonly timeoutSeconds: number;
  readonly accept: string;
}

export interface FetchInputDependencies {
  /**
   * Fetches a whole file from an address that a user chose. An error that has a `category` is about the address or who
   * answers there, and its message is a sentence for people; any other error is an internal fault.
   */
  download(url: string, limits: InputLimits): Promise<{ readonly bytes: Uint8Array }>;
  wait(seconds: number): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

const PICTURE_LIMITS: InputLimits = {
  maxBytes: 30 * MEGABYTE,
  timeoutSeconds: 20,
  accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
};
/** A minute of sound, or a film that has it: more is too long in any case. */
const AUDIO_LIMITS: InputLimits = {
  maxBytes: 60 * MEGABYTE,
  timeoutSeconds: 40,
  accept: 'audio/*,video/mp4,video/quicktime,*/*;q=0.5',
};
/** What can be worked on: `videoLimits` says how long and large the picture may be. */
const VIDEO_LIMITS: InputLimits = {
  maxBytes: videoLimits.bytes,
  timeoutSeconds: 60,
  accept: 'video/mp4,video/quicktime,video/webm,video/x-matroska,*/*;q=0.5',
};
const LIMITS: Readonly<Record<InputRole, InputLimits>> = {
  image: PICTURE_LIMITS,
  end_image: PICTURE_LIMITS,
  audio: AUDIO_LIMITS,
  video: VIDEO_LIMITS,
};
/** Seconds before the second and the third try of a download that may work later. */
const WAITS = [1, 3];

const downloadErrorSchema = z.object({
  category: z.string(),
  message: z.string(),
  status: z.number().optional(),
});

type DownloadError = z.infer<typeof downloadErrorSchema>;

/** The file's bytes. @throws RenderFailedError with problem `redirects`, `too_large` or `unreachable`. */
export async function fetchInput(
  tools: FetchInputDependencies,
  url: string,
  role: InputRole,
): Promise<Uint8Array> {
  for (const seconds of [...WAITS, undefined]) {
    try {
      return (await tools.download(url, LIMITS[role])).bytes;
    } catch (error) {
      const failure = downloadErrorSchema.safeParse(error);
      if (!failure.success) throw error;
      if (seconds === undefined || !mayPass(failure.data)) throw explain(failure.data, role);
      await tools.wait(seconds);
    }
  }
  throw new Error('unreachable: the last try returns or throws');
}

function mayPass({ category, status }: DownloadError): boolean {
  return ['dns', 'connect', 'timeout', 'http_5xx'].includes(category) || status === 429;
}

function explain({ category, message }: DownloadError, role: InputRole): Error {
  if (category === 'redirect') {
    const advice = 'Five redirects are followed: give the final address.';
    return inputFailed(role, 'redirects', `can't be fetched. ${message} ${advice}`);
  }
  if (category === 'too_large') {
    const limit = LIMITS[role].maxBytes / MEGABYTE;
    return inputFailed(role, 'too_large', `is larger than ${limit} MB.`);
  }
  return inputFailed(role, 'unreachable', `can't be fetched. ${message}`);
}
