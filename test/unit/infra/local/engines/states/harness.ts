import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { LocalClock } from '../../../../../../infra/local/clock.ts';
import { skippingClock } from '../../../../../../infra/local/clock.ts';
import type { StatesEngine } from '../../../../../../infra/local/engines/states/engine.ts';
import { createStatesEngine } from '../../../../../../infra/local/engines/states/engine.ts';
import type { StatesEvent } from '../../../../../../infra/local/engines/states/runtime.ts';
import type { InvokeResult } from '../../../../../../infra/local/engines/states/state.ts';

export const MACHINE_ARN = 'arn:aws:states:us-east-1:000000000000:stateMachine:Machine';

export type Handler = (payload: never, name: string) => unknown;

export interface Harness {
  readonly engine: StatesEngine;
  readonly clock: LocalClock;
  readonly events: StatesEvent[];
  /** Calls the API; throws on a refusal. */
  call(target: string, body: unknown): Promise<Record<string, unknown>>;
  /** Starts an execution of the machine. Returns its ARN. */
  start(input?: unknown, name?: string): Promise<string>;
  /** What DescribeExecution says, once the execution has ended. */
  end(executionArn: string): Promise<Record<string, unknown>>;
  /** Starts and waits for the end. Input and output are values. */
  run(
    input?: unknown,
  ): Promise<{ status: unknown; output: unknown; error: unknown; cause: string }>;
  /** The types of the execution's events. */
  eventTypes(executionArn: string): Promise<string[]>;
}

export interface HarnessOptions {
  readonly handler?: Handler;
  readonly clock?: LocalClock;
  readonly path?: string;
  readonly random?: () => number;
}

/** What the engines of this file's tests hold their clocks for, and how much of that is functions at work. */
let held = 0;
let invoking = 0;

/** Longer than writes wait for their commit: a timer set after theirs fires after it. */
const AFTER_COMMIT_MILLISECONDS = 5;

/** Resolves once all is written and nothing can happen without the clock or a function that has not answered. */
export async function settle(): Promise<void> {
  do {
    await setImmediate();
  } while (held > invoking);
  await setTimeout(AFTER_COMMIT_MILLISECONDS);
}

function counted(clock: LocalClock): LocalClock {
  function busy(): () => void {
    const release = clock.busy();
    held += 1;
    return () => {
      held -= 1;
      release();
    };
  }
  return { now: clock.now, at: clock.at, busy, offset: clock.offset };
}

/** The path of a database file that is deleted after the test. */
export function temporaryDatabase(): string {
  const folder = mkdtempSync(join(tmpdir(), 'states-engine-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'states.sqlite');
}

/** An engine with one state machine, closed after the test. Adds `QueryLanguage` to the definition. */
export function startEngine(definition: object, options: HarnessOptions = {}): Harness {
  const clock = options.clock ?? skippingClock();
  const handler = options.handler ?? ((payload) => payload);
  const events: StatesEvent[] = [];
  const waiters = new Map<string, () => void>();
  const engine = createStatesEngine({
    databasePath: options.path ?? temporaryDatabase(),
    clock: counted(clock),
    invokeFunction: (name, payload) => invoke(handler, name, payload),
    callerWaits: () => false,
    random: options.random ?? (() => 0.5),
    log(event) {
      events.push(event);
      if (event.kind === 'execution-succeeded' || event.kind === 'execution-failed') {
        waiters.get(event.execution)?.();
      }
    },
  });
  onTestFinished(() => engine.close());
  engine.addStateMachine({
    arn: MACHINE_ARN,
    name: 'Machine',
    definition: { QueryLanguage: 'JSONata', ...definition },
  });

  async function call(target: string, body: unknown): Promise<Record<string, unknown>> {
    const answer = await engine.handle(target, body);
    if (answer.status !== 200) {
      const { __type, message } = answer.body as { __type: string; message: string };
      throw Object.assign(new Error(message), { name: __type });
    }
    return answer.body as Record<string, unknown>;
  }

  async function start(input: unknown = {}, name?: string): Promise<string> {
    const { executionArn } = await call('StartExecution', {
      stateMachineArn: MACHINE_ARN,
      input: JSON.stringify(input),
      ...(name === undefined ? {} : { name }),
    });
    return String(executionArn);
  }

  async function end(executionArn: string): Promise<Record<string, unknown>> {
    const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
    const ended = new Promise<void>((resolve) => waiters.set(name, resolve));
    const described = await call('DescribeExecution', { executionArn });
    if (described['status'] !== 'RUNNING') {
      return described;
    }
    await ended;
    return call('DescribeExecution', { executionArn });
  }

  async function run(input?: unknown) {
    const { status, output, error, cause } = await end(await start(input));
    return {
      status,
      output: output === undefined ? undefined : JSON.parse(String(output)),
      error,
      cause: String(cause),
    };
  }

  async function eventTypes(executionArn: string): Promise<string[]> {
    const { events: found } = await call('GetExecutionHistory', { executionArn, maxResults: 1000 });
    return (found as { type: string }[]).map(({ type }) => type);
  }

  return { engine, clock, events, call, start, end, run, eventTypes };
}

async function invoke(handler: Handler, name: string, payload: unknown): Promise<InvokeResult> {
  invoking += 1;
  try {
    return { payload: await handler(payload as never, name) };
  } catch (error) {
    const { name: errorType, message } = error as Error;
    return {
      payload: { errorType, errorMessage: message, trace: [] },
      error: { name: errorType, message },
    };
  } finally {
    invoking -= 1;
  }
}

/** An error as a function throws it. */
export function failure(name: string, message = 'no reason'): Error {
  return Object.assign(new Error(message), { name });
}

/** A Task state that invokes a function with what `Arguments.Payload` says. */
export function task(fields: object = {}, payload: unknown = '{% $states.input %}'): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: 'work', Payload: payload },
    Output: '{% $states.result.Payload %}',
    ...('Next' in fields ? {} : { End: true }),
    ...fields,
  };
}
