import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { CallAws } from '../aws-call.ts';
import type {
  HostMessage,
  InvocationRequest,
  InvocationResult,
  WorkerMessage,
  WorkerSettings,
} from './invocation.ts';
import { createLineSplitter } from './line-splitter.ts';
import { createOutbox } from './outbox.ts';
import { workerCode } from './worker-code.ts';

/** A worker thread that holds one function's loaded code and runs many invocations side by side. */
export interface FunctionWorker {
  /** False once the thread has ended; start another one then. */
  readonly usable: boolean;
  /** Resolves when the code is loaded, can't be loaded, or has taken as long as Lambda gives it. */
  readonly loaded: Promise<void>;
  /** Never rejects. */
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** Ends the thread at once; invocations in flight are interrupted with this reason, in words. */
  terminate(reason: string): Promise<void>;
}

/** V8 would let each of ten threads keep 48 MB for objects that die young. */
const YOUNG_MEGABYTES = 8;

/** Loading is not part of an invocation's time (AWS Lambda Developer Guide, "Lambda runtime environment lifecycle"). */
const LOAD_MILLISECONDS = 10_000;

export interface WorkerSurroundings {
  /** Everything the code finds in `process.env`. */
  environment: Record<string, string>;
  /** Called with each line the code writes to its standard output or error. */
  onLine(line: string): void;
  /** Carries out what the code asks of AWS's services. */
  callAws: CallAws;
}

/** Starts a function's worker thread. */
export function startFunctionWorker(
  settings: WorkerSettings,
  { environment, onLine, callAws }: WorkerSurroundings,
): FunctionWorker {
  const worker = new Worker(workerCode(), {
    eval: true,
    workerData: settings,
    env: environment,
    execArgv: [],
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
      maxOldGenerationSizeMb: settings.memorySize,
    },
    stdout: true,
    stderr: true,
  });
  const outbox = createOutbox<HostMessage>((messages) => worker.postMessage(messages));
  const output = { stdout: createLineSplitter(onLine), stderr: createLineSplitter(onLine) };
  const inFlight = new Map<string, (result: InvocationResult) => void>();
  const loaded = Promise.withResolvers<void>();
  const loadTimer = setTimeout(loaded.resolve, LOAD_MILLISECONDS);
  let ended: InvocationResult | undefined;

  function end(result: InvocationResult): void {
    ended ??= result;
    for (const settle of inFlight.values()) settle(result);
    inFlight.clear();
    clearTimeout(loadTimer);
    loaded.resolve();
  }

  function receive(message: WorkerMessage): void {
    if (message.kind === 'ended') {
      inFlight.get(message.requestId)?.(message.result);
      inFlight.delete(message.requestId);
    } else if (message.kind === 'call') {
      const { id, call } = message;
      callAws(call).then(
        (answer) => outbox.post({ kind: 'answer', id, answer }),
        () => outbox.post({ kind: 'answer', id }),
      );
    } else if (message.kind === 'output') {
      output[message.stream](message.text);
    } else if (message.kind === 'loaded') {
      clearTimeout(loadTimer);
      loaded.resolve();
    } else {
      // Node keeps a failed import; a new thread tries again, as a new sandbox of Lambda's does.
      end({ outcome: 'failed', error: message.error });
      void worker.terminate();
    }
  }

  worker.on('message', (messages: WorkerMessage[]) => messages.forEach(receive));
  worker.on('error', (error) => {
    onLine(error instanceof Error ? (error.stack ?? error.message) : String(error));
    end(exitError(`Runtime exited with error: ${error}`));
  });
  worker.on('exit', (code) => end(exitError(`Runtime exited with error: exit status ${code}`)));
  // What Node itself writes; the code's own output comes as messages.
  for (const input of [worker.stdout, worker.stderr]) createInterface({ input }).on('line', onLine);

  return {
    get usable() {
      return ended === undefined;
    },
    loaded: loaded.promise,
    invoke(request) {
      if (ended !== undefined) return Promise.resolve(ended);
      return new Promise((resolve) => {
        inFlight.set(request.requestId, resolve);
        outbox.post({ kind: 'invoke', request });
      });
    },
    async terminate(reason) {
      end({ outcome: 'interrupted', reason });
      await worker.terminate();
    },
  };
}

function exitError(errorMessage: string): InvocationResult {
  return { outcome: 'failed', error: { errorType: 'Runtime.ExitError', errorMessage } };
}
