import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { respondInEnvelope } from '../../../../../functions/api/server/respond-in-envelope.ts';
import { apiEvent } from '../../../../fuzz/api-event.ts';

/** The answer to a request for this data, as the function gives it to Lambda. */
async function answerWith(data: unknown) {
  const handler = middy<APIGatewayProxyEventV2, unknown>()
    .use(respondInEnvelope(new Logger({ logLevel: 'SILENT' }), { now: () => 0 }))
    .handler(() => ({ form: 'envelope', data }));
  const event = apiEvent({ method: 'GET', path: '/api/v1/x' });
  return (await handler(event, {} as Context)) as { statusCode: number; body: string };
}

it.each([
  ['all quotes', '"'.repeat(14_000), 50],
  ['letters', 'x'.repeat(14_000), 300],
  ['signs of three bytes', '猫'.repeat(14_000), 140],
])(
  'a page of records of %s is whole, or refused in words: Lambda takes 6 MB',
  async (_, text, rows) => {
    for (const [count, status] of [
      [rows, 200],
      [rows * 4, 400],
    ] as const) {
      const answer = await answerWith({ rows: Array.from({ length: count }, () => ({ text })) });
      expect(answer.statusCode).toBe(status);
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(6_291_556);
      expect(answer.body.includes('ask for fewer at a time')).toBe(status === 400);
    }
  },
);
