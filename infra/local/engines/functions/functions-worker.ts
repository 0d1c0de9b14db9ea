import type { CallAws } from '../aws-call.ts';
import type {
  HostMessage,
  InvocationRequest,
  InvocationResult,
  LoadedFunction,
  WorkerMessage,
  WorkerSettings,
} from './invocation.ts';
import { endedByAnother, exitError, timeoutError } from './invocation-endings.ts';
import { createOutputSplitter } from './line-splitter.ts';
import { createLoads } from './loads.ts';
import { type MessageReceivers, receiveAll } from './message-receivers.ts';
import { createOutbox } from './outbox.ts';
import { createSilenceWatch } from './silence-watch.ts';
import { startThread, type ThreadMemory } from './start-thread.ts';

/** A worker thread that holds the loaded code of one or several functions and runs many invocations side by side. */
export interface FunctionsWorker {
  /** False once the thread takes no more invocations; start another one then. */
  readonly usable: boolean;
  /**
   * Loads a function's code unless it is loaded. Resolves when it is, when the thread has ended, or when it has taken as
   * long as Lambda gives it; with how its invocations end if it can't be loaded.
   */
  load(loaded: LoadedFunction): Promise<InvocationResult | undefined>;
  /** Runs a function whose code `load` was asked for. Never rejects. */
  invoke(functionName: string, invocation: Invocation): Promise<InvocationResult>;
  /** Ends the thread at once; invocations in flight are interrupted with this reason, in words. */
  terminate(reason: string): Promise<void>;
}

export interface Invocation {
  readonly request: InvocationRequest;
  readonly timeoutSeconds: number;
  /** Optional; called when the code begins to wait for an answer from outside the stack. */
  readonly onWait?: (() => void) | undefined;
}

export interface WorkerDependencies {
  readonly memory: ThreadMemory;
  /** Called with each line that code writes to its standard output or error; the name is empty where it is nobody's. */
  onLine(functionName: string, line: string): void;
  /** Carries out what the code asks of AWS's services. */
  readonly callAws: CallAws;
}

interface InFlight {
  readonly onWait: (() => void) | undefined;
  settle(result: InvocationResult): void;
}

/** Starts a worker thread. */
export function startFunctionsWorker(
  settings: WorkerSettings,
  { memory, onLine, callAws }: WorkerDependencies,
): FunctionsWorker {
  const worker = startThread(settings, memory, (line) => onLine('', line));
  const outbox = createOutbox<HostMessage>((messages) => worker.postMessage(messages));
  const write = createOutputSplitter(onLine);
  const inFlight = new Map<string, InFlight>();
  const loads = createLoads((loaded) => outbox.post({ kind: 'load', loaded }));
  /** Those that timed out: what their code still asks for is not carried out, as on Lambda it would not run any more. */
  const abandoned = new Set<string>();
  let usable = true;
  let ended = false;
  const silence = createSilenceWatch(
    () => outbox.post({ kind: 'ping' }),
    () => void terminate('Another invocation in the same thread timed out and never yields'),
  );

  /** Lets the invocations in flight end, and then the thread. */
  function retire(): void {
    usable = false;
    if (inFlight.size === 0 && !ended) void terminate('The thread has ended');
  }

  function settle(requestId: string, result: InvocationResult): void {
    inFlight.get(requestId)?.settle(result);
    inFlight.delete(requestId);
    if (!usable) retire();
  }

  /** The thread is gone. Whose fault it was is known only where nobody else was there. */
  function end(result: InvocationResult): void {
    usable = false;
    ended = true;
    const isAlone = inFlight.size + loads.underWay <= 1;
    const outcome = isAlone || result.outcome === 'interrupted' ? result : endedByAnother;
    for (const invocation of inFlight.values()) invocation.settle(outcome);
    inFlight.clear();
    loads.end(isAlone ? result : undefined);
    silence.end();
  }

  async function terminate(reason: string): Promise<void> {
    end({ outcome: 'interrupted', reason });
    await worker.terminate();
  }

  function carryOut({ requestId, id, call }: WorkerMessage & { kind: 'call' }): void {
    if (requestId !== undefined && abandoned.has(requestId)) {
      outbox.post({ kind: 'answer', id });
      return;
    }
    callAws(call).then(
      (answer) => outbox.post({ kind: 'answer', id, answer }),
      () => outbox.post({ kind: 'answer', id }),
    );
  }

  const receivers: MessageReceivers<WorkerMessage> = {
    ended: ({ requestId, result }) => settle(requestId, result),
    call: carryOut,
    waits: ({ requestId }) => inFlight.get(requestId)?.onWait?.(),
    output: ({ functionName, stream, text }) => write(functionName, stream, text),
    loaded: ({ functionName }) => loads.settle(functionName),
    // Node keeps a failed import; a new thread tries again, as a new sandbox of Lambda's does.
    'failed-to-load': ({ functionName, error }) => {
      loads.settle(functionName, { outcome: 'failed', error });
      retire();
    },
    crashed: ({ requestId, message }) => crash(requestId, message),
    pong: silence.end,
  };

  function crash(requestId: string | undefined, errorMessage: string): void {
    if (requestId === undefined) {
      end(exitError(errorMessage));
      void worker.terminate();
      return;
    }
    abandoned.add(requestId);
    settle(requestId, exitError(errorMessage));
    retire();
  }

  /** The first to time out is taken for the one that does not yield, if one does not. */
  async function timeOut(requestId: string, timeoutSeconds: number): Promise<void> {
    await silence.settled();
    abandoned.add(requestId);
    settle(requestId, timeoutError(requestId, timeoutSeconds));
    usable = false;
    await silence.check();
    if (!ended) retire();
  }

  worker.on('message', (messages: WorkerMessage[]) => receiveAll(receivers, messages));
  worker.on('error', (error) => {
    onLine('', error instanceof Error ? (error.stack ?? error.message) : String(error));
    end(exitError(`Runtime exited with error: ${error}`));
  });
  worker.on('exit', (code) => end(exitError(`Runtime exited with error: exit status ${code}`)));

  return {
    get usable() {
      return usable;
    },
    load: loads.load,
    invoke(functionName, { request, timeoutSeconds, onWait }) {
      if (ended) return Promise.resolve(endedByAnother);
      return new Promise((resolve) => {
        const { requestId } = request;
        const timer = setTimeout(
          () => void timeOut(requestId, timeoutSeconds),
          timeoutSeconds * 1000,
        );
        const settleOnce = (result: InvocationResult) => {
          clearTimeout(timer);
          resolve(result);
        };
        inFlight.set(requestId, { onWait, settle: settleOnce });
        outbox.post({ kind: 'invoke', functionName, request });
      });
    },
    terminate,
  };
}
