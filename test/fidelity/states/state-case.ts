/** What a Lambda function answers one call with. */
export type Answer =
  | { readonly returns: unknown }
  | { readonly throws: string; readonly message: string };

/** One execution of one state machine. */
export interface StateCase {
  readonly name: string;
  /** The machine's definition, without its query language. */
  readonly definition: object;
  /** A JSON value; `{}` when it isn't given. */
  readonly input?: unknown;
  /** What the Lambda function that each Task state calls answers, call by call; the last answer repeats. */
  readonly answers?: Readonly<Record<string, readonly Answer[]>>;
}

/** What came of it. */
export type Outcome =
  | { readonly status: 'REFUSED'; readonly cause: string }
  | {
      readonly status: string;
      readonly output: unknown;
      readonly error: string | undefined;
      readonly cause: string | undefined;
      /** The names of the states in the order they were entered. */
      readonly entered: readonly string[];
    };

/** What a Lambda error's cause says, to the byte. */
export function causeOf(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage, trace: [] });
}

/** The states entered, from an execution's history. */
export function statesEntered(
  events: readonly { stateEnteredEventDetails?: { name: string | undefined } }[],
): string[] {
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}
