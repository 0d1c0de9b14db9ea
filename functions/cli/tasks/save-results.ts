import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TaskItem } from '../../client/kinds.ts';
import type { CliContext } from '../cli-context.ts';
import { CliError } from '../exit-codes.ts';

export interface SaveResultsOptions {
  /** The file's path; optional, defaults to the name with the ending of the result, beside what is there already. */
  readonly output?: string;
  /** What a file is called, without an ending. */
  readonly name: string;
}

/**
 * Downloads every file that a task has made. A file is there whole or not at all.
 * @returns the files' paths
 * @throws CliError for a task without a file, or a file that can't be read
 */
export async function saveResults(
  { workingDirectory, signal }: Pick<CliContext, 'workingDirectory' | 'signal'>,
  task: Pick<TaskItem, '_id' | 'result_urls'>,
  { output, name }: SaveResultsOptions,
): Promise<string[]> {
  if (task.result_urls.length === 0) {
    throw new CliError(`The task ${task._id} has no file; \`reelhook get ${task._id}\` shows it.`);
  }
  const files: string[] = [];
  for (const [index, url] of task.result_urls.entries()) {
    const path =
      output === undefined
        ? findFreePath(join(workingDirectory, name + extname(new URL(url).pathname)))
        : numbered(resolve(workingDirectory, output), index);
    await download(url, path, signal);
    files.push(path);
  }
  return files;
}

async function download(url: string, path: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) {
    throw new CliError(`The result can’t be downloaded: ${url} answered ${response.status}.`);
  }
  const partial = `${path}.part`;
  try {
    await pipeline(Readable.fromWeb(response.body as never), createWriteStream(partial));
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** `photo.mp4`, or `photo-2.mp4` if that is there already. */
function findFreePath(path: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = numbered(path, number - 1);
    if (!existsSync(candidate)) return candidate;
  }
}

function numbered(path: string, index: number): string {
  if (index === 0) return path;
  const ending = extname(path);
  return join(dirname(path), `${basename(path, ending)}-${index + 1}${ending}`);
}
