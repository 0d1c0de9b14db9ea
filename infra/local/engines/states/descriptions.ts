import type { Execution } from './execution-store.ts';
import type { HistoryEvent } from './history-store.ts';
import { redriveObstacle } from './redrive.ts';
import type { Runtime } from './runtime.ts';
import { executionArn } from './runtime.ts';

/** An answer's fields; times are seconds since 1970, as the AWS JSON protocol has them. */
type Fields = Record<string, unknown>;

/** What DescribeExecution answers. */
export function describeExecution(runtime: Runtime, execution: Execution): Fields {
  const { input, output, error, cause } = execution;
  const obstacle = redriveObstacle(runtime, execution);
  return withoutNull({
    ...summarizeExecution(execution),
    input,
    inputDetails: { included: true },
    output,
    outputDetails: output === null ? null : { included: true },
    error,
    cause,
    redriveStatus: obstacle === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason: obstacle ?? null,
  });
}

/** What ListExecutions answers for each execution. */
export function summarizeExecution(execution: Execution): Fields {
  const { machine, name, status, startedAt, stoppedAt, redriveCount, redrivenAt } = execution;
  return withoutNull({
    executionArn: executionArn(machine, name),
    stateMachineArn: machine,
    name,
    status,
    startDate: startedAt / 1000,
    stopDate: stoppedAt && stoppedAt / 1000,
    redriveCount,
    redriveDate: redrivenAt && redrivenAt / 1000,
  });
}

/** What GetExecutionHistory answers for each event. */
export function describeEvent(event: HistoryEvent, includeData: boolean): Fields {
  const { id, previous, time, type } = event;
  const details = { ...event.details };
  for (const data of ['input', 'output', 'parameters']) {
    if (data in details && !includeData) {
      delete details[data];
    } else if (data in details && data !== 'parameters') {
      details[`${data}Details`] = { truncated: false };
    }
  }
  return {
    id,
    previousEventId: previous,
    timestamp: time / 1000,
    type,
    [detailsField(type)]: details,
  };
}

/** `TaskStateEntered` and its like share `stateEnteredEventDetails`; the others have their own field. */
function detailsField(type: string): string {
  const shared = /State(Entered|Exited)$/.exec(type);
  const name = shared === null ? type : shared[0];
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
}

function withoutNull(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
