import * as z from 'zod';
import type { Call, Outcome } from './table-case.ts';

const errorSchema = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** Sends one call as it is: an SDK would refuse some of them before they leave. */
export async function send(endpoint: string, [operation, input]: Call): Promise<Outcome> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const answer: unknown = await response.json();
  if (response.ok) return { status: response.status, answer: inOneOrder(operation, answer) };
  const { __type, message, Message } = errorSchema.parse(answer);
  return {
    status: response.status,
    error: __type.replace(/^.*#/, ''),
    message: message ?? Message ?? '',
  };
}

const batchSchema = z.object({
  Responses: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  UnprocessedKeys: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })),
});

/** BatchGetItem answers in any order, and which keys are left over is chance: then their number has to do. */
function inOneOrder(operation: string, answer: unknown): unknown {
  if (operation !== 'BatchGetItem') return answer;
  const { Responses, UnprocessedKeys } = batchSchema.parse(answer);
  const items = Object.values(Responses).flat();
  const left = Object.values(UnprocessedKeys).flatMap(({ Keys }) => Keys).length;
  return left > 0
    ? { items: items.length, left }
    : items.map((item) => JSON.stringify(Object.entries(item).sort())).sort();
}
