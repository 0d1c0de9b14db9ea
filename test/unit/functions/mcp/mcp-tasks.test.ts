import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../../functions/api/document/open-api-document.ts';
import { operations } from '../../../../functions/api/operations/operations.ts';
import type { OpenApi } from '../../../../functions/client/openapi/open-api.ts';
import type { ApiAnswer, ToolRequest } from '../../../../functions/mcp/call-tool.ts';
import { serveMcp } from '../../../../functions/mcp/serve-mcp.ts';

const document = openApiDocument(operations, '0.0.0') as unknown as OpenApi;
const url = 'https://media.test/results/a/file.mp4';
const task = {
  ...{ _id: 'a', current_status: 'processing', process: 40, eta: { p50_seconds: 8 } },
  ...{ failed_message: '', failed_code: '', result_urls: [] },
  ...{ createdAt: '2026-11-29T08:00:00.000Z', updatedAt: '2026-11-29T08:00:01.000Z' },
};
const ended = { ...task, current_status: 'completed', process: 100, eta: null, result_urls: [url] };
const failed = { ...task, current_status: 'failed', failed_message: 'No face was found.' };

/** What an agent that declares the extension, or does not, is answered where the API answers this. */
async function ask(method: string, params: object, answer: ApiAnswer, declares = true) {
  const calls: string[] = [];
  const call = async (request: ToolRequest) => {
    calls.push(`${request.method} ${request.path}`);
    return answer;
  };
  const prefix = 'io.modelcontextprotocol';
  const extensions = declares ? { [`${prefix}/tasks`]: {} } : {};
  const _meta = {
    [`${prefix}/protocolVersion`]: '2026-07-28',
    [`${prefix}/clientInfo`]: { name: 'a test', version: '1' },
    [`${prefix}/clientCapabilities`]: { extensions },
  };
  const { name = '', taskId = name } = params as { name?: string; taskId?: string };
  const request = new Request('https://api.test/mcp', {
    method: 'POST',
    headers: {
      ...{ authorization: 'Bearer sk_x', 'content-type': 'application/json' },
      ...{ accept: 'application/json, text/event-stream' },
      ...{ 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, 'mcp-name': taskId },
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
  });
  const context = { readDocument: async () => document, call, version: '0', warn: () => undefined };
  const response = await serveMcp(context, request);
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of the answer is the test's own assertion
  return { ...((await response.json()) as any), calls };
}
const data = (value: unknown, status = 200) => ({ status, body: { code: 0, data: value } });
const start = {
  name: 'start_task',
  arguments: { kind: 'image-to-video', input: { image_url: 'https://a.test/a.jpg' } },
};

describe('a start, as a task of MCP’s', () => {
  it('is a handle for clients that know the extension, and an answer for all others', async () => {
    const { result } = await ask('tools/call', start, data({ rows: [task] }));
    expect(result).toMatchObject({ resultType: 'task', taskId: 'a', status: 'working' });
    expect(result).toMatchObject({ pollIntervalMs: 2_000, statusMessage: 'processing, 40%' });
    const other = await ask('tools/call', start, data({ rows: [task] }), false);
    expect(other.result).toMatchObject({ resultType: 'complete', structuredContent: {} });
  });

  it('is an answer where there is nothing to wait for, or more than one task', async () => {
    for (const rows of [[ended], [task, task]]) {
      const { result } = await ask('tools/call', start, data({ rows }));
      expect(result).toMatchObject({ resultType: 'complete', structuredContent: { rows } });
    }
    const refused = await ask('tools/call', start, { status: 400, body: { message: 'No.' } });
    expect(refused.result).toMatchObject({ resultType: 'complete', isError: true });
  });
});

describe('a task of MCP’s', () => {
  const given = { taskId: 'a' };

  it('brings the result when it is completed, also where that is a failure', async () => {
    const done = await ask('tasks/get', given, data(ended));
    expect(done.calls).toEqual(['GET /api/v1/tasks/a']);
    expect(done.result).toMatchObject({ resultType: 'complete', status: 'completed' });
    expect(done.result.result.content[1]).toMatchObject({ type: 'resource_link', uri: url });
    const { result } = await ask('tasks/get', given, data(failed));
    expect(result).toMatchObject({ status: 'completed', statusMessage: 'No face was found.' });
    expect(result.result.isError).toBe(true);
    const cancelled = await ask('tasks/get', given, data({ ...failed, failed_code: 'cancelled' }));
    expect(cancelled.result).toMatchObject({ status: 'cancelled' });
    expect(cancelled.result.result).toBeUndefined();
  });

  it('is cancelled, and acknowledged where it has ended', async () => {
    const cancelled = await ask('tasks/cancel', given, data(failed));
    expect(cancelled.calls).toEqual(['POST /api/v1/tasks/a/cancel']);
    expect(cancelled.result).toMatchObject({ resultType: 'complete' });
    const late = await ask('tasks/cancel', given, { status: 409, body: { message: 'Ended.' } });
    expect(late.error).toBeUndefined();
  });

  it('is none of a stranger’s, and nothing for a client that does not declare it', async () => {
    const missing = { status: 404, body: { message: 'There is no task a.' } };
    for (const method of ['tasks/get', 'tasks/cancel', 'tasks/update']) {
      const { error } = await ask(method, given, missing);
      expect(error).toMatchObject({ code: -32_602, message: 'There is no task a.' });
    }
    const { error } = await ask('tasks/get', given, data(task), false);
    expect(error.code).toBe(-32_021);
    const busy = await ask('tasks/get', given, { status: 429, body: { message: 'Slower.' } });
    expect(busy.error.code).toBe(-32_603);
  });
});
