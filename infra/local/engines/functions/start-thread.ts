import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { WorkerSettings } from './invocation.ts';
import { workerCode } from './worker-code.ts';

/** Megabytes of the old and of the young generation. */
export interface ThreadMemory {
  readonly old: number;
  readonly young: number;
}

/**
 * Starts the thread that functions run in, with nothing of this process's environment.
 * @param onLine called with each line that Node itself writes; what the functions write comes as messages
 */
export function startThread(
  settings: WorkerSettings,
  memory: ThreadMemory,
  onLine: (line: string) => void,
): Worker {
  const worker = new Worker(workerCode(), {
    eval: true,
    workerData: settings,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    execArgv: [],
    resourceLimits: {
      maxYoungGenerationSizeMb: memory.young,
      maxOldGenerationSizeMb: memory.old,
    },
    stdout: true,
    stderr: true,
  });
  for (const input of [worker.stdout, worker.stderr]) {
    createInterface({ input }).on('line', onLine);
  }
  return worker;
}
