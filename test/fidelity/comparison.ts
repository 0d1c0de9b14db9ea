/** Why a local engine and the program it is compared with differ, and which of the two is nearer to AWS. */
export interface KnownDifference {
  readonly nearer: 'ours' | 'theirs' | 'neither';
  /** With its source. */
  readonly reason: string;
}

/** One case's outcome on both sides. */
export interface Comparison {
  readonly subject: string;
  /** `wording`: only the text that explains an error differs. */
  readonly verdict: 'agrees' | 'wording' | 'differs';
  readonly ours: unknown;
  readonly theirs: unknown;
  readonly known: KnownDifference | undefined;
}

declare module 'vitest' {
  interface TaskMeta {
    /** What the report is made of. */
    comparison?: Comparison;
  }
  interface ProvidedContext {
    stepFunctionsEndpoint: string;
    dynamodbEndpoint: string;
  }
}
