import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { AwsAnswer, CallAws } from '../aws-call.ts';
import { sendDirectly } from './direct-requests.ts';
import type {
  FunctionErrorPayload,
  HostMessage,
  InvocationRequest,
  InvocationResult,
  WorkerMessage,
  WorkerSettings,
} from './invocation.ts';
import { getValues, provideInvokeStore } from './invoke-store.ts';
import { createOutbox } from './outbox.ts';
import { shiftDate } from './shift-date.ts';

/*
 * Runs inside a function's worker thread: loads the handler once and calls it for every request, as Lambda's
 * Node runtime does (handlers that take a callback are refused there since Node 24).
 */

type Handler = (event: unknown, context: object) => unknown;

const settings: WorkerSettings = workerData;
shiftDate(settings.clockOffset);
const store = provideInvokeStore();
const outbox = createOutbox<WorkerMessage>((messages) => parentPort?.postMessage(messages));
const calls = new Map<number, PromiseWithResolvers<AwsAnswer>>();
let lastCall = 0;

const callAws: CallAws = (call) => {
  lastCall += 1;
  const answered = Promise.withResolvers<AwsAnswer>();
  calls.set(lastCall, answered);
  outbox.post({ kind: 'call', id: lastCall, call });
  return answered.promise;
};

sendDirectly(settings.endpointUrl, callAws);

/** A worker's own streams take two messages for each line, and a stream on the other side. */
for (const stream of ['stdout', 'stderr'] as const) {
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    outbox.post({ kind: 'output', stream, text });
    const written = rest.at(-1);
    if (typeof written === 'function') process.nextTick(written);
    return true;
  };
}
process.on('exit', outbox.flush);

async function loadHandler(): Promise<Handler> {
  for (const { module, data } of settings.preloads) {
    const { preload } = await import(module);
    preload(data, settings.endpointUrl);
  }
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
    const result = await store.run(getValues(request.requestId), () =>
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

const loading = loadHandler();
loading.then(
  () => outbox.post({ kind: 'loaded' }),
  (error: unknown) => outbox.post({ kind: 'failed-to-load', error: describe(error) }),
);

async function invoke(request: InvocationRequest): Promise<void> {
  const result = await run(await loading, request);
  outbox.post({ kind: 'ended', requestId: request.requestId, result });
}

function receive(message: HostMessage): void {
  if (message.kind === 'invoke') return void invoke(message.request);
  const { id, answer } = message;
  const call = calls.get(id);
  calls.delete(id);
  if (answer === undefined) call?.reject(new Error('The answer was lost on the way'));
  else call?.resolve(answer);
}

parentPort?.on('message', (messages: HostMessage[]) => messages.forEach(receive));
