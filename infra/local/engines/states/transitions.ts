import type { Position } from './position-store.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { getState, logEvent, record } from './runtime.ts';

/** Puts a position at the beginning of a state. The caller then runs it. */
export function enterState(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  name: string,
  input: unknown,
): void {
  Object.assign(position, {
    ...afresh,
    retryCounts: [],
    state: name,
    input,
    enteredAt: runtime.clock.now(),
  } satisfies Partial<Position>);
  const state = getState(run, position);
  record(runtime, run, position, `${state.type}StateEntered`, {
    name,
    input: JSON.stringify(input),
  });
  position.enteredEvent = position.lastEvent;
  runtime.positions.save(position);
  if (state.type !== 'Wait') {
    logEvent(runtime, run, { kind: 'state-entered', state: name });
  }
}

/** Records that a position leaves its state and takes over the variables it assigns. */
export function exitState(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  output: unknown,
  assigned: Record<string, unknown> | undefined,
): void {
  record(runtime, run, position, `${getState(run, position).type}StateExited`, {
    name: position.state,
    output: JSON.stringify(output),
    assignedVariables: assigned && jsonTexts(assigned),
  });
  position.variables = { ...position.variables, ...assigned };
}

/** Forgets what the current visit of the state has come to, so that its work begins again. */
export function restartState(position: Position): void {
  Object.assign(position, afresh);
}

/** What a position is like when its state's work has not begun. */
const afresh = {
  phase: 'ready',
  wakeAt: undefined,
  token: undefined,
  timeoutAt: undefined,
  heartbeatSeconds: undefined,
  heartbeatAt: undefined,
  returned: undefined,
} satisfies Partial<Position>;

function jsonTexts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]),
  );
}
