import { watchTimeout } from './ending.ts';
import { runPosition, wake } from './interpreter.ts';
import type { Position } from './position-store.ts';
import type { Runtime } from './runtime.ts';
import { setWakeTimer } from './waking.ts';

/** Continues every execution that was running when the process ended. */
export function resumeExecutions(runtime: Runtime): void {
  for (const { id, timesOutAt } of runtime.executions.running()) {
    watchTimeout(runtime, id, timesOutAt);
    for (const position of runtime.positions.ofExecution(id)) {
      resumePosition(runtime, position);
    }
  }
}

function resumePosition(runtime: Runtime, position: Position): void {
  switch (position.phase) {
    case 'waiting':
    case 'retrying':
    case 'callback':
      setWakeTimer(runtime, position, (id) => wake(runtime, id));
      break;
    case 'ready':
    case 'returned':
      runPosition(runtime, position);
      break;
    default:
      position.phase satisfies never;
  }
}
