import type { StatesEvent } from './engines/states/runtime.ts';
import { clockTime, type LogEntry } from './log.ts';

/** One line about an execution. */
export function describeStatesEvent(event: StatesEvent): LogEntry {
  return {
    source: event.execution,
    level:
      event.kind === 'execution-failed' ? 'error' : event.kind === 'retry' ? 'warning' : 'info',
    message: describe(event),
  };
}

function describe(event: StatesEvent): string {
  const until = event.waitUntil === undefined ? '' : ` (until ${clockTime(event.waitUntil)})`;
  const reason = [event.error, event.cause].filter(Boolean).join(': ');
  switch (event.kind) {
    case 'execution-started':
      return `started in ${event.stateMachine}`;
    case 'execution-succeeded':
      return 'succeeded';
    case 'execution-failed':
      return `failed: ${reason}`;
    case 'state-entered':
      return `→ ${event.state}${until}`;
    case 'retry':
      return `↻ ${event.state} again${until}: ${reason}`;
    default:
      return event.kind satisfies never;
  }
}
