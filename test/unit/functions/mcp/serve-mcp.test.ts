import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../../functions/api/document/open-api-document.ts';
import { operations } from '../../../../functions/api/operations/operations.ts';
import type { OpenApi } from '../../../../functions/client/openapi/open-api.ts';
import { serveMcp } from '../../../../functions/mcp/serve-mcp.ts';

const document = openApiDocument(operations, '0.0.0') as unknown as OpenApi;

/** Sends a body to the endpoint, behind which the API can't be called. */
async function send(body: string) {
  const warnings: unknown[] = [];
  const context = {
    readDocument: async () => document,
    call: () => Promise.reject(new Error('AccessDenied: arn:aws:sts::123456789012:x')),
    version: '0.0.0',
    warn: (_message: string, error: unknown) => void warnings.push(error),
  };
  const headers = {
    authorization: 'Bearer sk_x',
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const request = new Request('https://api.test/mcp', { method: 'POST', headers, body });
  const response = await serveMcp(context, request);
  return { status: response.status, text: await response.text(), warnings };
}

const call = (name: string, given: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":${given}}}`;

describe('a request to the MCP endpoint', () => {
  it('that is too large, too deep or too many at once is refused before anything is called', async () => {
    const deep = `{"kind":"image-to-video","input":${'['.repeat(9000)}${']'.repeat(9000)}}`;
    const many = Array.from({ length: 6 }, () => call('get_balance', '{}'));
    const cases = [
      [
        call('start_task', `{"input":"${'x'.repeat(4_200_000)}"}`),
        413,
        'larger than 4194304 bytes',
      ],
      [call('start_task', deep), 400, 'nested deeper than 24 levels'],
      [`[${many.join(',')}]`, 400, 'may hold 5 messages'],
      ['{"jsonrpc', 400, 'Parse error'],
    ] as const;
    for (const [body, status, words] of cases) {
      const answer = await send(body);
      expect(answer).toMatchObject({ status, warnings: [] });
      expect(answer.text).toContain(words);
    }
  });

  it('that meets a fault of ours is told so in a fixed sentence; its words are in the log', async () => {
    const { text, warnings } = await send(call('get_balance', '{}'));
    expect(text).toContain('Something went wrong on our side');
    expect(text).not.toContain('arn:aws');
    expect(String(warnings)).toContain('arn:aws');
  });
});
