import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stopExecutions } from '../../../../infra/stop-executions/stop-executions.ts';

const machines = ['Reelhook-test-TaskWorkflow', 'Reelhook-test-DeliveryWorkflow'];
const others = ['Reelhook-test-2-TaskWorkflow', 'Reelhook-prod-TaskWorkflow', 'Nightly'];
const arnOf = (kind: string, name: string) =>
  `arn:aws:states:us-east-1:123456789012:${kind}:${name}`;

const stopped: string[] = [];
const running = new Map([
  ['Reelhook-test-TaskWorkflow', Array.from({ length: 45 }, (_, n) => `task-${n}`)],
  ['Reelhook-prod-TaskWorkflow', ['paid-for']],
]);

/** Step Functions, as far as the command asks it; lists come in pages of ten. */
function answer(operation: string, input: Record<string, string>): object {
  const from = Number(input['nextToken'] ?? 0);
  const page = <Item>(items: readonly Item[]) => ({
    items: items.slice(from, from + 10),
    ...(from + 10 < items.length ? { nextToken: String(from + 10) } : {}),
  });
  if (operation === 'ListStateMachines') {
    const { items, ...next } = page([...others, ...machines]);
    const stateMachines = items.map((name) => ({
      name,
      stateMachineArn: arnOf('stateMachine', name),
    }));
    return { stateMachines, ...next };
  }
  if (operation === 'ListExecutions' && input['statusFilter'] === 'RUNNING') {
    const machine = input['stateMachineArn']?.split(':').at(-1) ?? '';
    const { items, ...next } = page(running.get(machine) ?? []);
    const executions = items.map((name) => ({
      name,
      executionArn: arnOf('execution', `${machine}:${name}`),
    }));
    return { executions, ...next };
  }
  stopped.push(String(input['executionArn']?.split(':').at(-1)));
  return { stopDate: 0 };
}

const server = createServer(async (request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
  const body = answer(operation, JSON.parse(await text(request)));
  response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(body));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
afterAll(() => server.close());

const client = new SFNClient({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

describe('stopping the executions of a stack', () => {
  beforeEach(() => stopped.splice(0));

  it('ends every one that is running, page after page, and none of another stack', async () => {
    const counts = await stopExecutions(client, 'Reelhook-test');
    expect(Object.fromEntries(counts)).toEqual({
      'Reelhook-test-TaskWorkflow': 45,
      'Reelhook-test-DeliveryWorkflow': 0,
    });
    expect(stopped.sort()).toEqual(running.get('Reelhook-test-TaskWorkflow')?.toSorted());
  });

  it.each(['', 'Reelhook', 'Reelhook-tset'])(
    'says so when there is no stack "%s"',
    async (name) => {
      await expect(stopExecutions(client, name)).rejects.toThrow('give its name');
      expect(stopped).toEqual([]);
    },
  );
});
