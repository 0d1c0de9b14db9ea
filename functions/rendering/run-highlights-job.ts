import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HighlightsJob } from './highlights/highlights-job.ts';
import { renderInChild } from './render-in-child.ts';
import { renderFiles } from './render-inputs.ts';

export interface RunHighlightsJobDependencies {
  /** The finished files. */
  readonly files: {
    /** Reads a file into another on this machine; false if there is none. */
    getFile(key: string, path: string): Promise<boolean>;
    putFile(key: string, path: string, mediaType: string): Promise<void>;
    /** In bytes; undefined if there is none. */
    size(key: string): Promise<number | undefined>;
    remove(key: string): Promise<void>;
  };
  /** The bundled `render-worker`, run as a separate process. */
  readonly workerFile: string;
  /** The operator's ffmpeg program; optional, defaults to the codec program. */
  readonly ffmpegPath?: string | undefined;
  /** Warns the operator of a file that nothing can be made of. */
  warn(message: string): void;
}

const TIMEOUT_SECONDS = 120;

/**
 * Makes poster and preview of a finished file. The same job again makes the same files; a file that is gone meanwhile,
 * or that can't be decoded, gets none.
 * @throws internal faults, so that the caller tries again.
 */
export async function runHighlightsJob(
  tools: RunHighlightsJobDependencies,
  job: HighlightsJob,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'reelhook-highlights-'));
  try {
    if (!(await tools.files.getFile(job.sourceKey, join(directory, renderFiles.source)))) return;
    const outcome = await renderInChild({
      workerFile: tools.workerFile,
      order: { job, directory, ffmpegPath: tools.ffmpegPath },
      signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
      onProgress: () => {},
    });
    if (outcome.type === 'refused') {
      return tools.warn(`No poster can be made of ${job.sourceKey}: ${outcome.message}`);
    }
    await store(tools, job.posterKey, join(directory, renderFiles.poster), 'image/jpeg');
    if (job.previewKey !== undefined) {
      await store(tools, job.previewKey, join(directory, renderFiles.preview), 'video/mp4');
    }
    await removeIfDeleted(tools, job);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Who deletes a task does not wait for its poster. */
async function removeIfDeleted(
  { files }: RunHighlightsJobDependencies,
  { sourceKey, posterKey, previewKey }: HighlightsJob,
): Promise<void> {
  if ((await files.size(sourceKey)) !== undefined) return;
  await files.remove(posterKey);
  if (previewKey !== undefined) await files.remove(previewKey);
}

async function store(
  { files }: RunHighlightsJobDependencies,
  key: string,
  path: string,
  mediaType: string,
): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) await files.putFile(key, path, mediaType);
}
