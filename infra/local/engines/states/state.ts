import type { Catcher } from './catch.ts';
import type { Retrier } from './retry.ts';
import type { ExpressionTemplate } from './template.ts';

/** One state of a compiled state machine. */
export interface State {
  readonly name: string;
  /** The ASL type: `Task`, `Wait` and so on. */
  readonly type: string;
  /** Undefined when the state ends its machine, and for a Choice. */
  readonly next: string | undefined;
  readonly output: ExpressionTemplate | undefined;
  readonly assign: ExpressionTemplate | undefined;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
  /**
   * Does the state's work from its beginning. It may be called again for the same visit: after a retry, after the
   * process died, after a redrive.
   *
   * @throws {StateError} when the state fails
   */
  run(visit: Visit): Promise<Step>;
}

/** What a state asks for once its work is done or can only go on later. */
export type Step =
  | Finished
  /** Done at this time, in milliseconds since 1970. */
  | { readonly kind: 'waiting'; readonly until: number }
  /** Done when the task token comes back, or failed when a limit passes first. */
  | { readonly kind: 'callback' };

export interface Finished {
  readonly kind: 'finished';
  /** Becomes `$states.result`. */
  readonly result?: unknown;
  /** What a Choice chose, in place of the state's own. */
  readonly choice?: {
    readonly next: string;
    readonly output: ExpressionTemplate | undefined;
    readonly assign: ExpressionTemplate | undefined;
  };
}

/** What a state may use while it runs. */
export interface Visit {
  /** The state's input. */
  readonly input: unknown;
  /** When the state was entered, in milliseconds since 1970. */
  readonly enteredAt: number;
  /** Evaluates with `$states` and the variables. */
  evaluate(template: ExpressionTemplate): Promise<unknown>;
  /** Adds an event to the execution's history. */
  record(type: string, details: Record<string, unknown>): void;
  /** The visit's task token, made on first use and the same after a restart. */
  taskToken(): string;
  /** Sets how long the task token may take and how long it may stay silent, in seconds. */
  limitCallback(timeoutSeconds: number | undefined, heartbeatSeconds: number | undefined): void;
  /**
   * Makes everything recorded so far durable, then runs the work when few enough others work.
   *
   * @param work takes what it may call when it begins to wait for something outside, so that others may work meanwhile
   * @throws {StateError} `States.Timeout` when the work takes longer
   */
  perform<Result>(
    timeoutSeconds: number | undefined,
    work: (onWait: () => void) => Promise<Result>,
  ): Promise<Result>;
  readonly services: Services;
}

/** What Task states call. */
export interface Services {
  /** @param onWait called when the function begins to wait for something outside */
  invokeFunction(
    functionNameOrArn: string,
    payload: unknown,
    onWait: () => void,
  ): Promise<InvokeResult>;
  /** Starts an execution as the API does; rejects with an error whose `name` is the API's. */
  startExecution(request: {
    stateMachineArn: string;
    name?: string | undefined;
    input: string;
  }): Promise<{ executionArn: string; startDate: number }>;
}

/** What came back from a Lambda function. */
export interface InvokeResult {
  payload: unknown;
  /** `name` becomes the state's error. */
  error?: { name: string; message: string };
}
