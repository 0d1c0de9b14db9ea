import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../../clock.ts';
import { type LocalCredentials, toVariables } from '../../local-credentials.ts';
import type { Log } from '../../log.ts';
import type { TypedResource } from '../../resource-type.ts';
import type { CallAws } from '../aws-call.ts';
import { type FunctionProperties, functionArn, parseFunctionName } from './function-types.ts';
import { type FunctionWorker, startFunctionWorker } from './function-worker.ts';
import type { InvocationResult, Preload } from './invocation.ts';
import { concurrencyVariable } from './invoke-store.ts';
import { readableLine } from './readable-line.ts';

/** Runs the code of the template's functions, each in its own worker thread that stays warm. */
export interface FunctionsEngine {
  /** Whether there is such a function, by name or ARN. */
  has(nameOrArn: string): boolean;
  /**
   * Runs a function and waits for its answer. Throws if there is no such function.
   * @param payload JSON text
   * @param requestId kept over the retries of an asynchronous invocation, as Lambda does
   */
  invoke(nameOrArn: string, payload: string, requestId?: string): Promise<InvocationResult>;
  /** Ends all workers; what runs is interrupted. */
  stop(): Promise<void>;
}

export interface FunctionsEngineOptions {
  functions: TypedResource<FunctionProperties>[];
  assetDirectory(objectKey: string): string;
  /** What the functions' SDK clients sign with. */
  credentials: LocalCredentials;
  /** The address of the local AWS endpoint, which the functions' SDK clients are sent to. */
  endpointUrl: string;
  /** The same endpoint without a socket in between. */
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

interface RunningFunction {
  resource: TypedResource<FunctionProperties>;
  /** The folder of its code. */
  directory: string;
  worker?: FunctionWorker;
}

/** Makes the engine; workers start with the first invocation. */
export function createFunctionsEngine(options: FunctionsEngineOptions): FunctionsEngine {
  const { clock, log } = options;
  const functions = new Map<string, RunningFunction>(
    options.functions.map((resource) => [
      resource.name,
      { resource, directory: options.assetDirectory(resource.properties.Code.S3Key) },
    ]),
  );
  let stopped = false;

  function workerOf(running: RunningFunction): FunctionWorker {
    if (running.worker?.usable) return running.worker;
    const { directory, resource } = running;
    const { name, properties } = resource;
    running.worker = startFunctionWorker(
      {
        functionName: name,
        functionArn: functionArn(name),
        memorySize: properties.MemorySize,
        directory,
        handler: properties.Handler,
        endpointUrl: options.endpointUrl,
        clockOffset: clock.offset,
        preloads: options.preloads,
      },
      {
        environment: getEnvironment(resource, directory, options),
        callAws: options.callAws,
        onLine(line) {
          if (!options.takeMetrics(line)) log({ source: name, ...readableLine(line) });
        },
      },
    );
    return running.worker;
  }

  async function invoke(nameOrArn: string, payload: string, requestId: string = randomUUID()) {
    const running = functions.get(parseFunctionName(nameOrArn));
    if (running === undefined) throw new Error(`There is no function ${nameOrArn}`);
    if (stopped) return { outcome: 'interrupted', reason: 'The stack is stopping' } as const;
    const release = clock.busy();
    const begun = performance.now();
    try {
      const result = limitResponse(await runWithTimeout(running, payload, requestId));
      if (result.outcome === 'failed') {
        const { errorType, errorMessage } = result.error;
        log({
          source: running.resource.name,
          level: 'error',
          message: `failed: ${errorType}: ${errorMessage}`,
        });
      }
      return result;
    } finally {
      release();
      options.noteInvocation(running.resource.name, (performance.now() - begun) / 1000);
    }
  }

  /** A time-out is of the machine's time: a clock that skips stands still while code runs. */
  async function runWithTimeout(
    running: RunningFunction,
    payload: string,
    requestId: string,
  ): Promise<InvocationResult> {
    const milliseconds = running.resource.properties.Timeout * 1000;
    const worker = workerOf(running);
    await worker.loaded;
    const timedOut = Promise.withResolvers<InvocationResult>();
    const timer = setTimeout(() => {
      timedOut.resolve(timeoutError(requestId, running.resource.properties.Timeout));
      void worker.terminate(`Another invocation of ${running.resource.name} timed out`);
    }, milliseconds);
    const answer = worker.invoke({ requestId, payload, deadline: clock.now() + milliseconds });
    try {
      return await Promise.race([timedOut.promise, answer]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    has: (nameOrArn) => functions.has(parseFunctionName(nameOrArn)),
    invoke,
    async stop() {
      stopped = true;
      const workers = [...functions.values()].flatMap(({ worker }) => worker ?? []);
      await Promise.all(workers.map((worker) => worker.terminate('The stack is stopping')));
    },
  };
}

function timeoutError(requestId: string, seconds: number): InvocationResult {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { outcome: 'failed', error: { errorType: 'Sandbox.Timedout', errorMessage } };
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

/** What Lambda's runtime puts into the environment, with the SDK's addresses turned to this machine. */
function getEnvironment(
  { name, properties }: TypedResource<FunctionProperties>,
  directory: string,
  { credentials, endpointUrl }: Pick<FunctionsEngineOptions, 'credentials' | 'endpointUrl'>,
): Record<string, string> {
  const services = ['DYNAMODB', 'EVENTBRIDGE', 'KMS', 'LAMBDA', 'S3', 'SFN', 'SSM'];
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpointUrl])),
    ...toVariables(credentials),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    // Invocations run side by side in one worker, as on Lambda managed instances: their log keys are kept apart.
    [concurrencyVariable]: '1000',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    LAMBDA_TASK_ROOT: directory,
    TZ: ':UTC',
    _HANDLER: properties.Handler,
    ...properties.Environment.Variables,
  };
}
