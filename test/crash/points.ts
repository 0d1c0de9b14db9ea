import { appendFileSync } from 'node:fs';

/** What every thread of a process knows of the point at which it is to die. */
export interface SharedFaults {
  /** How many points the process has passed: one Int32. */
  readonly passed: SharedArrayBuffer;
  readonly killAt: number | undefined;
  readonly log: string | undefined;
}

/** How a thread says that it passes a point; where the process is to die there, the call never returns. */
export function createPass({ passed, killAt, log }: SharedFaults): (point: string) => void {
  const counter = new Int32Array(passed);
  return (point) => {
    const count = Atomics.add(counter, 0, 1) + 1;
    if (log !== undefined) appendFileSync(log, `${count}\t${point}\n`);
    if (count !== killAt) return;
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0);
  };
}
