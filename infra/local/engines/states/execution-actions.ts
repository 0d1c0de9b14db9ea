import * as z from 'zod';
import type { Actions } from './action.ts';
import { action, durably, paging, readPage } from './action.ts';
import { describeEvent, describeExecution, summarizeExecution } from './descriptions.ts';
import { failExecution } from './ending.ts';
import type { Execution } from './execution-store.ts';
import { EXECUTION_STATUSES } from './execution-store.ts';
import { findMachine } from './machine-actions.ts';
import { redriveExecution } from './redrive.ts';
import type { Runtime } from './runtime.ts';
import { withRun } from './runtime.ts';
import type { StartableMachines } from './start-execution.ts';
import { startExecution } from './start-execution.ts';
import { StatesApiError } from './states-api-error.ts';

const executionSchema = z.object({ executionArn: z.string() });
const startSchema = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
});
const stopSchema = z.object({
  executionArn: z.string(),
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});
const listSchema = z.object({
  ...paging,
  stateMachineArn: z.string(),
  statusFilter: z.enum(EXECUTION_STATUSES).optional(),
});
const historySchema = z.object({
  ...paging,
  executionArn: z.string(),
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
});

/** The actions on executions. */
export function executionActions(runtime: Runtime, machines: StartableMachines): Actions {
  return [
    ['StartExecution', action(startSchema, (body) => startExecution(runtime, machines, body))],
    [
      'DescribeExecution',
      action(executionSchema, (body) =>
        describeExecution(runtime, findExecution(runtime, body.executionArn)),
      ),
    ],
    ['StopExecution', action(stopSchema, (body) => stop(runtime, body))],
    ['RedriveExecution', action(executionSchema, (body) => redrive(runtime, body.executionArn))],
    ['ListExecutions', action(listSchema, (body) => list(runtime, machines, body))],
    ['GetExecutionHistory', action(historySchema, (body) => readHistory(runtime, body))],
  ];
}

/** Stopping what has stopped already answers when it did. */
async function stop(runtime: Runtime, body: z.infer<typeof stopSchema>): Promise<unknown> {
  const execution = findExecution(runtime, body.executionArn);
  const { error, cause } = body;
  const stopped =
    execution.status !== 'RUNNING'
      ? execution
      : withRun(runtime, execution.id, (run) => {
          failExecution(runtime, run, 'ABORTED', { error, cause });
          return run.execution;
        });
  return durably(runtime, { stopDate: (stopped.stoppedAt ?? 0) / 1000 });
}

async function redrive(runtime: Runtime, arn: string): Promise<unknown> {
  const redriveDate = runtime.clock.now() / 1000;
  redriveExecution(runtime, findExecution(runtime, arn));
  return durably(runtime, { redriveDate });
}

function list(
  runtime: Runtime,
  machines: StartableMachines,
  body: z.infer<typeof listSchema>,
): unknown {
  const { machine } = findMachine(machines, body.stateMachineArn);
  const { items, ...more } = readPage(body, (before = Number.MAX_SAFE_INTEGER, limit) =>
    runtime.executions.list(machine.arn, body.statusFilter, before, limit),
  );
  return { executions: items.map(summarizeExecution), ...more };
}

function readHistory(runtime: Runtime, body: z.infer<typeof historySchema>): unknown {
  const { id } = findExecution(runtime, body.executionArn);
  const first = body.reverseOrder ? Number.MAX_SAFE_INTEGER : 0;
  const { items, ...more } = readPage(body, (after = first, limit) =>
    runtime.history.page(id, after, body.reverseOrder, limit),
  );
  return { events: items.map((event) => describeEvent(event, body.includeExecutionData)), ...more };
}

const EXECUTION_ARN = /^(arn:aws:states:[^:]*:[^:]*:)execution:([^:]+):([^:]+)$/;

function findExecution(runtime: Runtime, arn: string): Execution {
  const [, prefix, machine, name] = EXECUTION_ARN.exec(arn) ?? [];
  if (machine === undefined || name === undefined) {
    throw new StatesApiError('InvalidArn', `Invalid Arn: '${arn}'`);
  }
  const execution = runtime.executions.findByName(`${prefix}stateMachine:${machine}`, name);
  if (execution === undefined) {
    throw new StatesApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }
  return execution;
}
