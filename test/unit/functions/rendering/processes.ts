import { readdirSync, readFileSync } from 'node:fs';
import { bundleProgram } from './programs.ts';

/** With the codec program beside it, which it runs. */
export const WORKER_FILE = bundleProgram('render-worker', 'codec-program');

/** The ids of the running processes that have the text in their command line, and of their parents. */
export function processesOf(text: string): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    try {
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(text)) return [];
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
      return [Number(id), Number(parent)];
    } catch {
      return [];
    }
  });
}

export function isRunning(id: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${id}/status`, 'utf8'));
  } catch {
    return false;
  }
}
