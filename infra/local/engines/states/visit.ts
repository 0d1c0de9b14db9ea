import { randomBytes } from 'node:crypto';
import type { Position } from './position-store.ts';
import type { ExecutionRun, Runtime } from './runtime.ts';
import { executionArn, Interrupted, record } from './runtime.ts';
import type { Visit } from './state.ts';
import { StateError } from './state-error.ts';
import type { Bindings, ExpressionTemplate } from './template.ts';

/** What `$states` holds besides the input and the context. */
interface Outcome {
  readonly result?: unknown;
  readonly errorOutput?: { readonly Error: string; readonly Cause: string };
}

/** Evaluates a template for a position, as the position stands now. */
export function evaluateAt(
  runtime: Runtime,
  run: ExecutionRun,
  position: Position,
  template: ExpressionTemplate,
  outcome: Outcome = {},
): Promise<unknown> {
  const bindings: Bindings = {
    ...position.variables,
    states: { input: position.input, context: contextObject(run, position), ...outcome },
  };
  return template.evaluate(bindings).finally(() => assertActive(runtime, position));
}

/** @throws {Interrupted} when the position may not go on */
export function assertActive(runtime: Runtime, position: Position): void {
  if (runtime.active.get(position.id) !== position) {
    throw new Interrupted();
  }
}

/** Developer Guide, "Accessing execution data from the Context object". */
function contextObject(run: ExecutionRun, position: Position): Record<string, unknown> {
  const { execution, machine } = run;
  const redrive =
    execution.redrivenAt === null ? {} : { RedriveTime: isoTime(execution.redrivenAt) };
  return {
    Execution: {
      Id: executionArn(machine.arn, execution.name),
      get Input() {
        run.input ??= JSON.parse(execution.input);
        return run.input;
      },
      Name: execution.name,
      RoleArn: 'arn:aws:iam::000000000000:role/local',
      StartTime: isoTime(execution.startedAt),
      RedriveCount: execution.redriveCount,
      ...redrive,
    },
    State: {
      Name: position.state,
      EnteredTime: isoTime(position.enteredAt),
      RetryCount: retryCount(position),
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    ...(position.token === undefined ? {} : { Task: { Token: position.token } }),
  };
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function retryCount(position: Position): number {
  return position.retryCounts.reduce((sum, count) => sum + (count ?? 0), 0);
}

/** Makes what a state's `run` works with. */
export function createVisit(runtime: Runtime, run: ExecutionRun, position: Position): Visit {
  const { clock } = runtime;

  async function perform<Result>(
    timeoutSeconds: number | undefined,
    work: (onWait: () => void) => Promise<Result>,
  ): Promise<Result> {
    runtime.positions.save(position);
    await runtime.database.durable();
    const release = await runtime.limiter.take(run.execution.machine);
    try {
      assertActive(runtime, position);
      return await withinTime(runtime, timeoutSeconds, () => work(release));
    } finally {
      release();
      assertActive(runtime, position);
    }
  }

  return {
    input: position.input,
    enteredAt: position.enteredAt,
    services: runtime.services,
    evaluate: (template) => evaluateAt(runtime, run, position, template),
    record: (type, details) => record(runtime, run, position, type, details),
    taskToken() {
      position.token ??= randomBytes(48).toString('base64');
      return position.token;
    },
    limitCallback(timeoutSeconds, heartbeatSeconds) {
      const now = clock.now();
      position.timeoutAt = timeoutSeconds && now + timeoutSeconds * 1000;
      position.heartbeatSeconds = heartbeatSeconds;
      position.heartbeatAt = heartbeatSeconds && now + heartbeatSeconds * 1000;
    },
    perform,
  };
}

/** @throws {StateError} `States.Timeout` when the work takes longer than that */
async function withinTime<Result>(
  { clock }: Runtime,
  seconds: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (seconds === undefined) {
    return work();
  }
  const late = Promise.withResolvers<never>();
  const cancel = clock.at(clock.now() + seconds * 1000, () =>
    late.reject(new StateError('States.Timeout', `The task took longer than ${seconds} seconds.`)),
  );
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    cancel();
  }
}
