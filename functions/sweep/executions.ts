/** How an execution is; `stopped` means that a person ended it before its time. */
export type ExecutionState = 'alive' | 'ended' | 'stopped' | 'missing';

/** The executions of the task workflow. */
export interface Executions {
  /** How the execution of this name is. */
  state(name: string): Promise<ExecutionState>;
}
