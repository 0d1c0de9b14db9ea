import { failure, startEngine } from '../../unit/infra/local/engines/states/harness.ts';
import type { Answer, Outcome, StateCase } from './state-case.ts';
import { statesEntered } from './state-case.ts';

/** Runs a case on the local engine, with a clock that skips waits. */
export async function runOnEngine({ definition, input, answers }: StateCase): Promise<Outcome> {
  let harness: ReturnType<typeof startEngine>;
  const calls = new Map<string, number>();
  const handler = (payload: { token?: string } | null, functionName: string) => {
    const name = functionName.slice(functionName.lastIndexOf(':') + 1);
    const number = calls.get(name) ?? 0;
    calls.set(name, number + 1);
    const given = answers?.[name] ?? [];
    const answer = given[Math.min(number, given.length - 1)] ?? { returns: null };
    if (typeof payload?.token === 'string') {
      queueMicrotask(() => void giveBack(harness, String(payload.token), answer));
      return null;
    }
    if ('throws' in answer) throw failure(answer.throws, answer.message);
    return answer.returns;
  };
  try {
    harness = startEngine(definition, { handler });
  } catch (error) {
    return { status: 'REFUSED', cause: (error as Error).message };
  }
  const executionArn = await harness.start(input);
  const ended = await harness.end(executionArn);
  const { events } = await harness.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
  return {
    status: String(ended['status']),
    output: ended['output'] === undefined ? undefined : JSON.parse(String(ended['output'])),
    error: ended['error'] as string | undefined,
    cause: ended['cause'] as string | undefined,
    entered: statesEntered(events as Parameters<typeof statesEntered>[0]),
  };
}

/** A function with a task token answers through the API. */
async function giveBack(
  harness: ReturnType<typeof startEngine>,
  taskToken: string,
  answer: Answer,
): Promise<void> {
  if ('throws' in answer) {
    const { throws: error, message: cause } = answer;
    await harness.call('SendTaskFailure', { taskToken, error, cause });
    return;
  }
  await harness.call('SendTaskSuccess', { taskToken, output: JSON.stringify(answer.returns) });
}
