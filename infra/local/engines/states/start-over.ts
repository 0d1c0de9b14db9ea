import { resumeExecutions } from './resume.ts';
import type { Runtime } from './runtime.ts';
import { forgetAll } from './waking.ts';

/** How long the disk is left alone after it was full, in milliseconds of the machine's time. */
const PAUSE_MILLISECONDS = 1000;

/**
 * Forgets what memory holds, as the file has been rolled back to its last commit, and continues all executions from
 * there, as a new process would.
 */
export function startOver(runtime: Runtime): void {
  forgetAll(runtime);
  runtime.running.clear();
  clearTimeout(runtime.restart);
  runtime.restart = setTimeout(() => resumeExecutions(runtime), PAUSE_MILLISECONDS);
}
