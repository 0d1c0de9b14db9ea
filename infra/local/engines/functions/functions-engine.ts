import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { TypedResource } from '../../resource-type.ts';
import type { CallAws } from '../aws-call.ts';
import { createLeases } from '../leases.ts';
import { type FunctionProperties, parseFunctionName } from './function-types.ts';
import { type FunctionsWorker, startFunctionsWorker } from './functions-worker.ts';
import type { InvocationResult, Preload } from './invocation.ts';
import { readableLine } from './readable-line.ts';
import {
  type FunctionOptions,
  prepareFunction,
  type RunnableFunction,
  SHARED_MEMORY,
  type Thread,
} from './runnable-function.ts';

/** Runs the code of the template's functions in worker threads that stay warm: one for all but the heavy ones. */
export interface FunctionsEngine {
  /** Whether there is such a function, by name or ARN. */
  has(nameOrArn: string): boolean;
  /**
   * Runs a function and waits for its answer. Throws if there is no such function.
   * @param payload JSON text
   */
  invoke(nameOrArn: string, payload: string, options?: InvokeOptions): Promise<InvocationResult>;
  /** Whether somebody waits for an invocation (`callerWaits`) now, and has not for long. */
  callerWaits(): boolean;
  /** Ends all workers; what runs is interrupted. */
  stop(): Promise<void>;
}

export interface InvokeOptions {
  /** Optional; kept over the retries of an asynchronous invocation, as Lambda does. */
  readonly requestId?: string;
  /** Optional; somebody waits for the answer, so that work without a caller steps back meanwhile. */
  readonly callerWaits?: boolean;
  /** Optional; called when the code begins to wait for an answer from outside the stack. */
  readonly onWait?: () => void;
}

export interface FunctionsEngineOptions extends FunctionOptions {
  functions: TypedResource<FunctionProperties>[];
  /** The AWS endpoint without a socket in between. */
  callAws: CallAws;
  clock: LocalClock;
  log: Log;
  /** Offered every line a function writes; true when it was one of metrics, which then isn't logged. */
  takeMetrics(line: string): boolean;
  /** Told of every invocation and how long it took, in seconds. */
  noteInvocation(functionName: string, seconds: number): void;
  /** What each worker thread loads before the function's code. */
  preloads: readonly Preload[];
}

/** The largest answer of a function: 6 MB and a little (AWS Lambda Developer Guide, "Lambda quotas"). */
const LARGEST_RESPONSE_BYTES = 6_291_556;
/** Whoever is not answered by then waits for a task, which must not be held up for that. */
const LONGEST_PRECEDENCE_MILLISECONDS = 1_000;

/** Makes the engine; threads start with the first invocation. */
export function createFunctionsEngine(options: FunctionsEngineOptions): FunctionsEngine {
  const { clock, log } = options;
  const shared: Thread = { memory: SHARED_MEMORY };
  const functions = new Map(
    options.functions.map((resource) => [
      resource.name,
      prepareFunction(resource, shared, options),
    ]),
  );
  let stopped = false;
  const callers = createLeases(LONGEST_PRECEDENCE_MILLISECONDS);

  function workerOf(thread: Thread): FunctionsWorker {
    if (thread.worker?.usable) return thread.worker;
    const { callAws, endpointUrl, preloads } = options;
    thread.worker = startFunctionsWorker(
      { endpointUrl, clockOffset: clock.offset, preloads },
      {
        memory: thread.memory,
        callAws,
        onLine(name, line) {
          if (!options.takeMetrics(line)) log({ source: name || 'stack', ...readableLine(line) });
        },
      },
    );
    return thread.worker;
  }

  async function invoke(nameOrArn: string, payload: string, given: InvokeOptions = {}) {
    const runnable = functions.get(parseFunctionName(nameOrArn));
    if (runnable === undefined) throw new Error(`There is no function ${nameOrArn}`);
    const { functionName } = runnable.loaded;
    const release = clock.busy();
    const begun = performance.now();
    const answered = given.callerWaits ? callers.begin() : undefined;
    try {
      const result = limitResponse(await run(runnable, payload, given));
      if (result.outcome === 'failed') {
        const { errorType, errorMessage } = result.error;
        const message = `failed: ${errorType}: ${errorMessage}`;
        log({ source: functionName, level: 'error', message });
      }
      return result;
    } finally {
      answered?.();
      release();
      options.noteInvocation(functionName, (performance.now() - begun) / 1000);
    }
  }

  /** A time-out is of the machine's time: a clock that skips stands still while code runs. */
  async function run(
    { loaded, thread, timeoutSeconds }: RunnableFunction,
    payload: string,
    { requestId = randomUUID(), onWait }: InvokeOptions,
  ): Promise<InvocationResult> {
    while (!stopped) {
      const worker = workerOf(thread);
      const failure = await worker.load(loaded);
      if (failure !== undefined) return failure;
      // While it loaded, the thread may have ended with the code of another function.
      if (!worker.usable) continue;
      const deadline = clock.now() + timeoutSeconds * 1000;
      const request = { requestId, payload, deadline };
      return worker.invoke(loaded.functionName, { request, timeoutSeconds, onWait });
    }
    return { outcome: 'interrupted', reason: 'The stack is stopping' };
  }

  return {
    has: (nameOrArn) => functions.has(parseFunctionName(nameOrArn)),
    invoke,
    callerWaits: () => callers.count() > 0,
    async stop() {
      stopped = true;
      const threads = new Set([...functions.values()].map(({ thread }) => thread));
      const workers = [...threads].flatMap(({ worker }) => worker ?? []);
      await Promise.all(workers.map((worker) => worker.terminate('The stack is stopping')));
    },
  };
}

function limitResponse(result: InvocationResult): InvocationResult {
  if (result.outcome !== 'succeeded') return result;
  if (Buffer.byteLength(result.payload) <= LARGEST_RESPONSE_BYTES) return result;
  return {
    outcome: 'failed',
    error: {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${LARGEST_RESPONSE_BYTES} bytes).`,
    },
  };
}
