import { setTimeout } from 'node:timers/promises';
import type { AwsClient } from 'aws4fetch';
import * as z from 'zod';

/** Step Functions of this region. */
export interface StatesClient {
  /** Signs for the service `states`; tries again by itself when the service is out of order. */
  readonly client: AwsClient;
  readonly url: string;
}

/** The actions that change an execution (Step Functions API reference). */
type Action = 'StartExecution' | 'StopExecution' | 'SendTaskSuccess';

const refusal = z.object({ __type: z.string() });

/** The waits before a call is sent again that came too fast after others, in milliseconds. */
const THROTTLED_WAITS = [100, 300, 900];

/**
 * Sends one call. Answers nothing when it was done, and the refusal's name where it is one of `known`, such as
 * `ExecutionAlreadyExists`. Each of the actions may be sent twice.
 * @throws Error for any other refusal.
 */
export async function callStates(
  states: StatesClient,
  action: Action,
  input: Readonly<Record<string, string>>,
  known: readonly string[],
): Promise<string | undefined> {
  for (const wait of [...THROTTLED_WAITS, undefined]) {
    const { status, answer } = await send(states, action, input);
    if (status === 200) return undefined;
    const name = refusalIn(answer);
    if (name !== undefined && known.includes(name)) return name;
    if (name !== 'ThrottlingException' || wait === undefined) {
      throw new Error(`Step Functions answered ${status} to ${action}: ${answer}`);
    }
    await setTimeout(wait * (0.5 + Math.random()));
  }
  throw new Error('unreachable: the last try returns or throws');
}

async function send(
  { client, url }: StatesClient,
  action: Action,
  input: Readonly<Record<string, string>>,
): Promise<{ status: number; answer: string }> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AWSStepFunctions.${action}`,
  };
  const response = await client.fetch(url, { headers, body: JSON.stringify(input) });
  return { status: response.status, answer: await response.text() };
}

/** The name of an error (AWS JSON 1.0 protocol, "Operation error serialization"): what follows the namespace. */
function refusalIn(answer: string): string | undefined {
  try {
    return refusal.parse(JSON.parse(answer)).__type.split('#').at(-1);
  } catch {
    return undefined;
  }
}
