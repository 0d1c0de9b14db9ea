import type { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import type { WaitingStates } from '../tasks/ports.ts';

const refusal = z.object({ __type: z.string() });

/** The refusals that mean that nobody waits any more (Step Functions API reference, SendTaskSuccess). */
const WAITS_NO_MORE = /(TaskTimedOut|TaskDoesNotExist)(Exception)?$/;

/** States that wait for their task token (Step Functions API reference, SendTaskSuccess). */
export function createWaitingStates({
  client,
  url,
}: {
  /** Signs for the service `states`. */
  client: AwsClient;
  url: string;
}): WaitingStates {
  return {
    async resume(token, outcome) {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AWSStepFunctions.SendTaskSuccess',
      };
      const body = JSON.stringify({ taskToken: token, output: JSON.stringify(outcome) });
      const response = await client.fetch(url, { headers, body });
      if (response.ok) return;
      const answer = await response.text();
      if (waitsNoMore(answer)) return;
      throw new Error(`Step Functions answered ${response.status} to SendTaskSuccess: ${answer}`);
    },
  };
}

function waitsNoMore(answer: string): boolean {
  try {
    return WAITS_NO_MORE.test(refusal.parse(JSON.parse(answer)).__type);
  } catch {
    return false;
  }
}
