import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../../../functions/api/document/open-api-document.ts';
import { type ApiOperation, operation } from '../../../../functions/api/operation.ts';
import { operations } from '../../../../functions/api/operations/operations.ts';
import type { OpenApi } from '../../../../functions/client/openapi/open-api.ts';
import { callTool, createToolRequest, toToolResult } from '../../../../functions/mcp/call-tool.ts';
import { readTools } from '../../../../functions/mcp/read-tools.ts';

const planted: ApiOperation<never> = operation({
  method: 'POST',
  path: '/api/v1/kites/:id/fly',
  body: z.object({ wind_speed: z.number() }),
  answer: z.object({ height: z.number() }),
  describe: {
    tag: 'Tasks',
    title: 'Fly a kite',
    description: '',
    params: { id: 'The kite.' },
    takesIdempotencyKey: true,
    agent: 'fly_kite',
  },
  handle: async () => ({ height: 7 }),
});
const toDocument = (list: readonly ApiOperation<never>[]) =>
  openApiDocument(list, '0.0.0') as unknown as OpenApi;
const tools = readTools(toDocument([...operations, planted]));
const find = (name: string) => {
  const found = tools.find((tool) => tool.name === name);
  if (!found) throw new Error(`There is no tool ${name}.`);
  return found;
};

describe('the tools', () => {
  it('are the calls that are declared for agents, few and each once', () => {
    const names = tools.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['start_task', 'get_task', 'list_tasks', 'get_price', 'fly_kite']),
    );
    expect(names.length).toBeLessThan(25);
    for (const { name, description } of tools) {
      expect(name).toMatch(/^[a-z_]{3,40}$/);
      expect(description.length).toBeGreaterThan(9);
    }
  });

  it('have a call that is declared, without a line elsewhere', () => {
    expect(find('fly_kite')).toMatchObject({
      description: 'Fly a kite',
      input: {
        properties: { id: { type: 'string', description: 'The kite.' }, wind_speed: {} },
        required: ['id', 'wind_speed'],
      },
    });
  });

  it('say what a start takes in a few lines, and refer to nothing outside', () => {
    const { input } = find('start_task');
    expect(input.properties['kind']).toMatchObject({
      enum: expect.arrayContaining(['image-to-video', 'talking-photo']),
    });
    expect(input.required).toEqual(['kind', 'input']);
    const size = JSON.stringify(tools.map(({ locations: _, ...tool }) => tool)).length;
    expect(size).toBeLessThan(40_000);
    expect(JSON.stringify(tools)).not.toContain('$ref');
  });
});

describe('a tool’s call', () => {
  it.each([...Object.getOwnPropertyNames(Object.prototype), '\ud800'])(
    'takes arguments that are called %s, or hold such a member, for what they are',
    (odd) => {
      const member = Object.fromEntries([[odd, 1]]);
      const given = { id: member, wind_speed: 3, idempotency_key: `k${odd}`, ...member };
      const request = createToolRequest(find('fly_kite'), given);
      expect(request.path).toBe(
        `/api/v1/kites/${encodeURIComponent(JSON.stringify(member).toWellFormed())}/fly`,
      );
      expect(JSON.parse(request.body ?? '')).toHaveProperty([odd], 1);
    },
  );

  it.each(['{}', '{"id":""}', '{"id":null}', '{"toString":1}'])(
    'is not made without a part of its path (%s)',
    async (given) => {
      const call = () => Promise.reject(new Error('called'));
      expect(await callTool(call, find('fly_kite'), JSON.parse(given))).toEqual({
        content: [{ type: 'text', text: 'id is required' }],
        isError: true,
      });
    },
  );

  it('puts each argument in its place', () => {
    const given = { id: 'a/b', wind_speed: 3, idempotency_key: 'k', colour: 'red' };
    expect(createToolRequest(find('fly_kite'), given)).toEqual({
      method: 'POST',
      path: '/api/v1/kites/a%2Fb/fly',
      query: {},
      headers: { 'idempotency-key': 'k' },
      body: '{"wind_speed":3,"colour":"red"}',
    });
    expect(createToolRequest(find('list_tasks'), { limit: 5, kind: null })).toEqual({
      method: 'GET',
      path: '/api/v1/tasks',
      query: { limit: '5' },
      headers: {},
    });
  });

  it('answers data, with links to what was made', () => {
    const data = { _id: 'a', result_urls: ['https://media.test/results/a/file.mp4'] };
    expect(toToolResult({ status: 200, body: { code: 0, data } })).toEqual({
      content: [
        { type: 'text', text: JSON.stringify(data) },
        {
          type: 'resource_link',
          uri: 'https://media.test/results/a/file.mp4',
          name: 'file.mp4',
          mimeType: 'video/mp4',
        },
      ],
      structuredContent: data,
    });
    expect(toToolResult({ status: 200, body: { data: [1] } }).structuredContent).toEqual({
      value: [1],
    });
  });

  it('answers no more than an agent’s function can', () => {
    const rows = Array.from({ length: 40 }, () => '"'.repeat(14_000));
    const answer = toToolResult({ status: 200, body: { data: { rows } } });
    expect(answer).toMatchObject({ isError: true });
    const fits = { rows: rows.slice(0, 30) };
    const text = JSON.stringify({ result: toToolResult({ status: 200, body: { data: fits } }) });
    expect(JSON.stringify({ body: text }).length).toBeLessThan(6_291_556);
    expect(toToolResult({ status: 200, body: { data: fits } }).isError).toBeUndefined();
  });

  it('answers a refusal as an error that says what to send', () => {
    const errors = [{ field: 'video_time', message: 'must be one of 5, 10' }];
    const body = { message: 'The request is invalid.', errors };
    expect(toToolResult({ status: 400, body })).toEqual({
      content: [
        { type: 'text', text: 'The request is invalid.\n- video_time must be one of 5, 10' },
      ],
      isError: true,
    });
    expect(toToolResult({ status: 502, body: 'gateway' }).isError).toBe(true);
  });
});
