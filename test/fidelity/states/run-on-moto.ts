import { setTimeout as pause } from 'node:timers/promises';
import type { DescribeExecutionOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Answer, Outcome, StateCase } from './state-case.ts';
import { causeOf, statesEntered } from './state-case.ts';

const BETWEEN_LOOKS_MILLISECONDS = 50;

/** A client of moto's Step Functions. */
export function motoClient(endpoint: string): SFNClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new SFNClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

/**
 * Runs a case on moto, in real time.
 *
 * @param name of the state machine, not used before
 */
export async function runOnMoto(
  client: SFNClient,
  name: string,
  { definition, input = {}, answers = {} }: StateCase,
): Promise<Outcome> {
  const Comment = JSON.stringify(answersForMoto(definition, answers));
  const machine = { QueryLanguage: 'JSONata', ...definition, Comment };
  let stateMachineArn: string | undefined;
  try {
    const created = await client.send(
      new CreateStateMachineCommand({
        name,
        definition: JSON.stringify(machine),
        roleArn: 'arn:aws:iam::123456789012:role/local',
      }),
    );
    stateMachineArn = created.stateMachineArn;
  } catch (error) {
    return { status: 'REFUSED', cause: (error as Error).message };
  }
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
  );
  const ended = await endOf(client, String(executionArn));
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client }, { executionArn })) {
    events.push(...(page.events ?? []));
  }
  return {
    status: String(ended.status),
    output: outputOf(events),
    error: ended.error,
    cause: ended.cause,
    entered: statesEntered(events as Parameters<typeof statesEntered>[0]),
  };
}

/** DescribeExecution of moto gives bare text where the output is a string; the history gives JSON. */
function outputOf(events: readonly HistoryEvent[]): unknown {
  const output = events.at(-1)?.executionSucceededEventDetails?.output;
  return output === undefined ? undefined : JSON.parse(output);
}

async function endOf(client: SFNClient, executionArn: string): Promise<DescribeExecutionOutput> {
  let described = await client.send(new DescribeExecutionCommand({ executionArn }));
  while (described.status === 'RUNNING') {
    await pause(BETWEEN_LOOKS_MILLISECONDS);
    described = await client.send(new DescribeExecutionCommand({ executionArn }));
  }
  return described;
}

/** moto's answers are what Lambda gives back to Step Functions, which is more than the payload. */
function answersForMoto(definition: object, answers: Readonly<Record<string, readonly Answer[]>>) {
  const text = JSON.stringify(definition);
  return Object.fromEntries(
    Object.entries(answers).map(([state, given]) => [
      state,
      given.map((answer) => {
        const { Resource = '' } = findState(JSON.parse(text), state) ?? {};
        const isCallback = Resource.endsWith('.waitForTaskToken');
        if ('throws' in answer) {
          const { throws, message } = answer;
          return { throws, cause: isCallback ? message : causeOf(throws, message) };
        }
        return !isCallback ? { returns: { StatusCode: 200, Payload: answer.returns } } : answer;
      }),
    ]),
  );
}

function findState(part: unknown, name: string): { Resource?: string } | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const states = (part as { States?: Record<string, { Resource?: string }> }).States;
  return states?.[name] ?? Object.values(part).flatMap((inner) => findState(inner, name) ?? [])[0];
}
