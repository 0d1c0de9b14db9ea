import type { Position } from './position-store.ts';
import type { Runtime } from './runtime.ts';

/** Takes a position out of memory: its timer is cancelled and whatever works on it may not go on. */
export function forgetPosition(runtime: Runtime, id: number): void {
  runtime.wakeTimers.get(id)?.();
  runtime.wakeTimers.delete(id);
  runtime.active.delete(id);
}

/** Takes everything out of memory, before the file closes. */
export function forgetAll(runtime: Runtime): void {
  for (const timers of [runtime.wakeTimers, runtime.timeoutTimers]) {
    for (const cancel of timers.values()) {
      cancel();
    }
    timers.clear();
  }
  runtime.active.clear();
}

/** When a parked position has to be looked at again, in milliseconds since 1970; undefined when only a callback can. */
function wakeTime(position: Position): number | undefined {
  if (position.phase !== 'callback') {
    return position.wakeAt;
  }
  const limits = [position.timeoutAt, position.heartbeatAt].filter((limit) => limit !== undefined);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/**
 * Saves a position that can go on only later and sets its timer. Only its id stays in memory.
 *
 * @param wake takes the position's id when its time has come
 */
export function park(runtime: Runtime, position: Position, wake: (id: number) => void): void {
  runtime.positions.save(position);
  forgetPosition(runtime, position.id);
  setWakeTimer(runtime, position, wake);
}

/** Sets the timer of a position that is parked. */
export function setWakeTimer(
  runtime: Runtime,
  position: Position,
  wake: (id: number) => void,
): void {
  const time = wakeTime(position);
  if (time !== undefined) {
    const { id } = position;
    const cancel = runtime.clock.at(time, () => {
      runtime.wakeTimers.delete(id);
      wake(id);
    });
    runtime.wakeTimers.set(id, cancel);
  }
}
