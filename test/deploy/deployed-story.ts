import { expect } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { accepts } from '../local/verify.ts';
import { createCaller, createOperator, type Outputs } from './deployment.ts';
import type { Emulator } from './emulator.ts';
import { until } from './until.ts';

const image_url = 'https://example.com/photo.jpg';
const path = '/api/v1/userImage2Video';

/** What a first operator and a first caller do, in this order, each saying what it shows. */
export async function tellStory(
  emulator: Emulator,
  outputs: Outputs,
  shown: (what: string) => void,
): Promise<void> {
  const operator = createOperator(emulator);
  const output = (name: string) => outputs[name] ?? '';
  await operator.putParameter('/reelhook/test/providers', '[{"type":"mock"}]');
  const user = await operator.invoke(output('CreateUserFunctionName'), {
    name: 'operator',
    coins: 10_000,
  });
  const call = createCaller(emulator, output('ApiUrl'), String(user['token']));
  shown('create-user makes a user and a token');
  const params = { name: 'get_balance', arguments: {} };
  const tool = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
  const { body: told } = await call('POST', '/mcp', tool);
  expect(told.result, JSON.stringify(told)).toMatchObject({ structuredContent: { diamonds: 0 } });
  shown('an agent reads the balance over MCP');

  const start = async (prompt: string, more: object = {}) => {
    const request = { name: 'deployed', image_url, prompt, ...more };
    const { status, body } = await call('POST', `${path}/start`, request);
    expect(status, JSON.stringify(body)).toBe(200);
    return String(body.data._id);
  };
  const recordOf = async (id: string) => (await call('GET', `${path}/${id}`)).body.data;
  const statusOf = async (id: string) => (await recordOf(id))?.current_status;

  {
    await using receiver = await startReceiver(500, 200);
    const id = await start('[[mock: takes 2s]]', { webhook_url: receiver.url });
    await until('the task is completed', async () => (await statusOf(id)) === 'completed');
    shown('a task goes through its state machine and is completed');
    const measures = { width: 32, height: 32, seconds: 1, poster_url: null, preview_url: null };
    expect((await recordOf(id)).media).toMatchObject(measures);
    shown('its result is measured by the function that reads what providers made');
    await until('the webhook is sent twice', async () => receiver.requests.length === 2);
    const [first, second] = receiver.requests;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second && accepts(String(user['signingSecret']), second)).toBe(true);
    shown('its webhook, refused once, is sent again with the same id and verifies');
  }

  const stateMachineArn = output('TaskWorkflowArn');
  const name = `console-${Date.now()}`;
  const input = JSON.stringify({
    kind: 'image-to-video',
    request: { image_url, prompt: '[[mock: takes 1s]]' },
  });
  await operator.states('StartExecution', { stateMachineArn, name, input });
  await until('the console task is completed', async () => (await statusOf(name)) === 'completed');
  shown('an execution that is started by hand is a task under its name');

  const coins = async () => (await call('GET', '/api/v1/user/remainingCoins')).body.data.coins;
  const before = await coins();
  const lost = await start('[[mock: takes 60s]]');
  await until('the provider has it', async () => (await statusOf(lost)) === 'processing');
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${lost}`;
  await operator.states('StopExecution', { executionArn, cause: 'to be found by the sweep' });
  await until('the sweep ends it', async () => {
    await operator.invoke(output('SweepFunctionName'), { quietSeconds: 1 });
    return (await statusOf(lost)) === 'failed' && (await coins()) === before;
  });
  shown('the sweep ends a task whose execution was stopped, and gives its coins back');
}
