import type { Tools } from './tools.ts';

/** Where a generator works. */
export interface Workplace {
  readonly tools: Tools;
  /** The OpenAPI document. */
  readonly document: string;
  /** An empty folder of the generator's own. */
  readonly folder: string;
}

/** Where a generated client starts a task. */
export interface Target {
  readonly url: string;
  readonly token: string;
  readonly image: string;
}

/** A generator of clients. Each step throws with what the program wrote. */
export interface ClientGenerator {
  readonly name: string;
  readonly version: string;
  generate(at: Workplace): Promise<unknown>;
  /** Compiles what was generated, or imports every module of it, where the language has no compiler. */
  compile(at: Workplace): Promise<unknown>;
  /** Starts a task with the generated client and answers its id. */
  start?(at: Workplace, target: Target): Promise<string>;
}
