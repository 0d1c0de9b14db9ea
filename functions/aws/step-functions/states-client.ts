import { callJson, JsonCallError, type JsonService } from '../json-call.ts';

/** The actions that change an execution (Step Functions API reference). Each may be sent twice. */
type Action = 'StartExecution' | 'StopExecution' | 'SendTaskSuccess' | 'SendTaskFailure';

/**
 * Calls Step Functions. A refusal that is one of `expected`, such as `ExecutionAlreadyExists`, is as good as success.
 * @throws JsonCallError for any other refusal.
 */
export async function callStates(
  states: JsonService,
  action: Action,
  input: Readonly<Record<string, string>>,
  expected: readonly string[],
): Promise<void> {
  try {
    await callJson(states, {
      target: `AWSStepFunctions.${action}`,
      protocol: 'AWS JSON 1.0',
      input,
    });
  } catch (error) {
    const code = error instanceof JsonCallError ? error.code : undefined;
    if (code === undefined || !expected.includes(code)) throw error;
  }
}
