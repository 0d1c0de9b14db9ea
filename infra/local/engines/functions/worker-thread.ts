import { parentPort, workerData } from 'node:worker_threads';
import type { AwsAnswer, CallAws } from '../aws-call.ts';
import { sendDirectly } from './direct-requests.ts';
import { type Handler, importHandler, namedError } from './import-handler.ts';
import type {
  FunctionErrorPayload,
  HostMessage,
  InvocationRequest,
  InvocationResult,
  LoadedFunction,
  WorkerMessage,
  WorkerSettings,
} from './invocation.ts';
import { provideInvokeStore } from './invoke-store.ts';
import { type MessageReceivers, receiveAll } from './message-receivers.ts';
import { createOutbox } from './outbox.ts';
import { shiftDate } from './shift-date.ts';

/*
 * Runs inside a worker thread: loads the handlers of its functions once each and calls them for every request, as
 * Lambda's Node runtime does (handlers that take a callback are refused there since Node 24). Whose code runs is known
 * by the asynchronous context, so that each function finds its own environment.
 */

const settings: WorkerSettings = workerData;
if (settings.clockOffset !== undefined) shiftDate(settings.clockOffset);
const store = provideInvokeStore();
const outbox = createOutbox<WorkerMessage>((messages) => parentPort?.postMessage(messages));
const handlers = new Map<string, { loaded: LoadedFunction; handler: Promise<Handler> }>();
const calls = new Map<number, PromiseWithResolvers<AwsAnswer>>();
let lastCall = 0;

const callAws: CallAws = (call) => {
  lastCall += 1;
  const answered = Promise.withResolvers<AwsAnswer>();
  calls.set(lastCall, answered);
  const requestId = store.current()?.requestId;
  outbox.post({ kind: 'call', requestId, id: lastCall, call });
  return answered.promise;
};

sendDirectly(settings.endpointUrl, callAws, () => {
  const requestId = store.current()?.requestId;
  if (requestId !== undefined) outbox.post({ kind: 'waits', requestId });
});

const environment = process.env;
Object.defineProperty(process, 'env', {
  get: () => store.current()?.loaded.environment ?? environment,
});

/** A worker's own streams take two messages for each line, and a stream on the other side. */
for (const stream of ['stdout', 'stderr'] as const) {
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const functionName = store.current()?.loaded.functionName ?? '';
    outbox.post({ kind: 'output', functionName, stream, text });
    const written = rest.at(-1);
    if (typeof written === 'function') process.nextTick(written);
    return true;
  };
}
process.on('exit', outbox.flush);

/** On Lambda the function's process would end: its thread takes no more work, and ends when the others' is done. */
function crash(errorMessage: string): void {
  const { loaded, requestId } = store.current() ?? {};
  if (loaded === undefined || requestId !== undefined) {
    outbox.post({ kind: 'crashed', requestId, message: errorMessage });
    return;
  }
  const error = { errorType: 'Runtime.ExitError', errorMessage };
  outbox.post({ kind: 'failed-to-load', functionName: loaded.functionName, error });
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  crash(`Runtime exited with error: ${error}`);
});

const exit = process.exit;
process.exit = (code) => {
  if (store.current() === undefined) return exit(code);
  crash(`Runtime exited with error: exit status ${code ?? 0}`);
  throw namedError('Runtime.ExitError', 'The code has ended its process');
};

const preloaded = (async () => {
  for (const { module, data } of settings.preloads) {
    const { preload } = await import(module);
    preload(data, settings.endpointUrl);
  }
})();

function load(loaded: LoadedFunction): void {
  const { functionName } = loaded;
  const handler = store.run({ loaded }, () => preloaded.then(() => importHandler(loaded)));
  handlers.set(functionName, { loaded, handler });
  handler.then(
    () => outbox.post({ kind: 'loaded', functionName }),
    (error: unknown) =>
      outbox.post({ kind: 'failed-to-load', functionName, error: describe(error) }),
  );
}

async function run(functionName: string, request: InvocationRequest): Promise<InvocationResult> {
  try {
    const found = handlers.get(functionName);
    if (found === undefined) throw new Error(`${functionName} has not been loaded`);
    const { loaded } = found;
    const handler = await found.handler;
    const event = JSON.parse(request.payload);
    const result = await store.run({ loaded, requestId: request.requestId }, () =>
      handler(event, createContext(loaded, request)),
    );
    return { outcome: 'succeeded', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { outcome: 'failed', error: describe(error) };
  }
}

function createContext(
  { functionName, functionArn, memorySize }: LoadedFunction,
  { requestId, deadline }: InvocationRequest,
): object {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
    invokedFunctionArn: functionArn,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(memorySize),
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

async function invoke(functionName: string, request: InvocationRequest): Promise<void> {
  const result = await run(functionName, request);
  outbox.post({ kind: 'ended', requestId: request.requestId, result });
}

function takeAnswer(id: number, answer: AwsAnswer | undefined): void {
  const call = calls.get(id);
  calls.delete(id);
  if (answer === undefined) call?.reject(new Error('The answer was lost on the way'));
  else call?.resolve(answer);
}

const receivers: MessageReceivers<HostMessage> = {
  load: ({ loaded }) => load(loaded),
  invoke: ({ functionName, request }) => void invoke(functionName, request),
  answer: ({ id, answer }) => takeAnswer(id, answer),
  ping: () => outbox.post({ kind: 'pong' }),
};

parentPort?.on('message', (messages: HostMessage[]) => receiveAll(receivers, messages));
