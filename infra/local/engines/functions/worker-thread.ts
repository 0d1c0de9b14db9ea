import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { createPass } from '../../points.ts';
import type {
  FunctionErrorPayload,
  InvocationRequest,
  InvocationResult,
  WorkerMessage,
  WorkerSettings,
} from './invocation.ts';
import { provideInvokeStore, valuesOf } from './invoke-store.ts';
import { shiftDate } from './shift-date.ts';
import { watchCalls } from './watch-calls.ts';

/*
 * Runs inside a function's worker thread: loads the handler once and calls it for every request, as Lambda's
 * Node runtime does (handlers that take a callback are refused there since Node 24).
 */

type Handler = (event: unknown, context: object) => unknown;

const settings: WorkerSettings = workerData;
shiftDate(settings.clockOffset);
const store = provideInvokeStore();
if (settings.faults) {
  watchCalls(createPass(settings.faults), process.env['AWS_ENDPOINT_URL_S3']);
}

async function loadHandler(): Promise<Handler> {
  const dot = settings.handler.lastIndexOf('.');
  const [file, exportName] = [settings.handler.slice(0, dot), settings.handler.slice(dot + 1)];
  const path = ['.js', '.mjs', '.cjs']
    .map((extension) => join(settings.directory, file + extension))
    .find(existsSync);
  if (path === undefined) {
    throw namedError('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`);
  }
  const module = await import(pathToFileURL(path).href);
  const found = module[exportName] ?? module.default?.[exportName];
  if (typeof found !== 'function') {
    throw namedError('Runtime.HandlerNotFound', `${settings.handler} is undefined or not exported`);
  }
  return found;
}

async function run(handler: Handler, request: InvocationRequest): Promise<InvocationResult> {
  try {
    const event = JSON.parse(request.payload);
    const result = await store.run(valuesOf(request.requestId), () =>
      handler(event, createContext(request)),
    );
    return { outcome: 'succeeded', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { outcome: 'failed', error: describe(error) };
  }
}

function createContext({ requestId, deadline }: InvocationRequest): object {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    invokedFunctionArn: settings.functionArn,
    logGroupName: `/aws/lambda/${settings.functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(settings.memorySize),
  };
}

function describe(error: unknown): FunctionErrorPayload {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: (error.stack ?? '').split('\n'),
  };
}

function namedError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

const loading = loadHandler();
loading.then(
  () => post({ kind: 'loaded' }),
  (error: unknown) => post({ kind: 'failed-to-load', error: describe(error) }),
);

parentPort?.on('message', async (request: InvocationRequest) => {
  const result = await run(await loading, request);
  post({ kind: 'ended', requestId: request.requestId, result });
});
