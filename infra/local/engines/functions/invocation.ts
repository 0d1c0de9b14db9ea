import type { AwsAnswer, AwsCall } from '../aws-call.ts';

/**
 * The payload of a failed invocation, as Lambda answers it (AWS Lambda Developer Guide, "Lambda function errors").
 * `errorType` is the thrown error's `name`, or `Sandbox.Timedout` or `Runtime.ExitError`.
 */
export interface FunctionErrorPayload {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** The largest payload of an invocation that is waited for (AWS Lambda Developer Guide, "Lambda quotas"). */
export const LARGEST_PAYLOAD_BYTES = 6_291_456;

/** How an invocation ended. Payloads are JSON texts. */
export type InvocationResult =
  | { outcome: 'succeeded'; payload: string }
  | { outcome: 'failed'; error: FunctionErrorPayload }
  /** The function is not to blame: its worker ended because of another invocation, or the stack stops. */
  | { outcome: 'interrupted'; reason: string };

export interface InvocationRequest {
  requestId: string;
  /** JSON text. */
  payload: string;
  /** When the time-out strikes, in milliseconds since 1970 on the stack's clock. */
  deadline: number;
}

/**
 * What the stack says to a worker thread: which function's code to load, what to run, the answer to a call (undefined
 * if it was lost), and whether it still hears.
 */
export type HostMessage =
  | { kind: 'load'; loaded: LoadedFunction }
  | { kind: 'invoke'; functionName: string; request: InvocationRequest }
  | { kind: 'answer'; id: number; answer?: AwsAnswer }
  | { kind: 'ping' };

/**
 * What a worker thread says: whether a function's code could be loaded, how each invocation ended, when one begins to
 * wait for an answer from outside, what the code writes to its standard output or error, what it asks of AWS's services,
 * and that it hears.
 */
export type WorkerMessage =
  | { kind: 'loaded'; functionName: string }
  | { kind: 'failed-to-load'; functionName: string; error: FunctionErrorPayload }
  | { kind: 'ended'; requestId: string; result: InvocationResult }
  /** Where it is known whose code it was, with the invocation. */
  | { kind: 'crashed'; requestId: string | undefined; message: string }
  | { kind: 'waits'; requestId: string }
  | { kind: 'output'; functionName: string; stream: 'stdout' | 'stderr'; text: string }
  | { kind: 'call'; requestId: string | undefined; id: number; call: AwsCall }
  | { kind: 'pong' };

/** A module that a worker thread loads before any function's code, and what its export `preload` is called with. */
export interface Preload {
  /** A file URL. */
  readonly module: string;
  readonly data: unknown;
}

/** A function whose code a worker thread loads. */
export interface LoadedFunction {
  functionName: string;
  functionArn: string;
  /** Megabytes, only reported in the context. */
  memorySize: number;
  /** The folder that holds the code. */
  directory: string;
  /** `<file without extension>.<export>`. */
  handler: string;
  /** Everything the code finds in `process.env`. */
  environment: Record<string, string>;
}

/** What a worker thread is started with. */
export interface WorkerSettings {
  /** The address of the local AWS endpoint. */
  endpointUrl: string;
  /** How far the stack's clock is ahead of the machine's: one BigInt64, milliseconds; undefined if it never is. */
  clockOffset: SharedArrayBuffer | undefined;
  preloads: readonly Preload[];
}
