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

/** What the stack says to a function's worker: what to run, and the answer to a call; none when it was lost. */
export type HostMessage =
  | { kind: 'invoke'; request: InvocationRequest }
  | { kind: 'answer'; id: number; answer?: AwsAnswer };

/**
 * What a function's worker says: once whether its code could be loaded, then how each invocation ended, what the code
 * writes to its standard output or error, and what it asks of AWS's services.
 */
export type WorkerMessage =
  | { kind: 'loaded' }
  | { kind: 'failed-to-load'; error: FunctionErrorPayload }
  | { kind: 'ended'; requestId: string; result: InvocationResult }
  | { kind: 'output'; stream: 'stdout' | 'stderr'; text: string }
  | { kind: 'call'; id: number; call: AwsCall };

/** A module that a worker thread loads before the function's code, and what its export `preload` is called with. */
export interface Preload {
  /** A file URL. */
  readonly module: string;
  readonly data: unknown;
}

/** What a worker is started with. */
export interface WorkerSettings {
  functionName: string;
  functionArn: string;
  /** Megabytes, only reported in the context. */
  memorySize: number;
  /** The folder that holds the code. */
  directory: string;
  /** `<file without extension>.<export>`. */
  handler: string;
  /** The address of the local AWS endpoint. */
  endpointUrl: string;
  /** How far the stack's clock is ahead of the machine's: one BigInt64, milliseconds. */
  clockOffset: SharedArrayBuffer;
  preloads: readonly Preload[];
}
