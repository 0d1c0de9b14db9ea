import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStack, writeAssembly } from '../../fixture.ts';

const root = join(import.meta.dirname, '../../../../../..');
const sdk = JSON.stringify(join(root, 'node_modules/@aws-sdk/client-dynamodb'));

/** A function that counts the connections its thread opens while it uses the SDK. */
const useTable = `
  const net = require('node:net');
  const connect = net.Socket.prototype.connect;
  let connections = 0;
  net.Socket.prototype.connect = function (...parameters) {
    connections += 1;
    return connect.apply(this, parameters);
  };
  const { DynamoDBClient, GetItemCommand, PutItemCommand } = require(${sdk});
  const client = new DynamoDBClient({});
  exports.handler = async ({ text }) => {
    const Key = { id: { S: 'one' } };
    const Item = { ...Key, text: { S: text } };
    await client.send(new PutItemCommand({ TableName: 'Records', Item }));
    const { Item: found } = await client.send(new GetItemCommand({ TableName: 'Records', Key }));
    const refused = await client.send(new PutItemCommand({
      TableName: 'Records', Item, ConditionExpression: 'attribute_not_exists(id)',
    })).catch(({ name, $metadata }) => ({ name, status: $metadata.httpStatusCode }));
    return { found, refused, connections };
  };`;

const sendPlainly = `
  const { request } = require('node:http');
  exports.handler = ({ headers }) => new Promise((resolve, reject) => {
    const url = new URL(process.env.AWS_ENDPOINT_URL_SFN);
    const { hostname, port } = url;
    const sent = request({ hostname, port, method: 'POST', path: '/', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => { text += chunk; });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.write('{');
    sent.end('}');
  });`;

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'Records',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  },
};

describe('what a function asks of a service', () => {
  it('goes to the engine without a connection, whatever client asks, and comes back whole', async () => {
    const stack = await runStack(
      writeAssembly({
        functions: { UseTable: useTable },
        properties: { UseTable: { Timeout: 20 } },
        resources: { Records: table },
      }),
    );
    const text = `ünïcode "${'x'.repeat(100_000)}"`;
    const result = await stack.invoke('UseTable', { text });
    expect(result.outcome === 'succeeded' && JSON.parse(result.payload)).toEqual({
      found: { id: { S: 'one' }, text: { S: text } },
      refused: { name: 'ConditionalCheckFailedException', status: 400 },
      connections: 0,
    });
  });

  it('is not carried out once the invocation has timed out, while its thread lives for others', async () => {
    const code = `
      const { DynamoDBClient, GetItemCommand, PutItemCommand } = require(${sdk});
      const Key = { id: { S: 'late' } };
      let written;
      exports.handler = async ({ wait, write }) => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        const client = new DynamoDBClient({ maxAttempts: 1 });
        const put = () => client.send(new PutItemCommand({ TableName: 'Records', Item: Key }));
        if (write) return put().catch(({ code }) => { written = code; });
        return [written, await client.send(new GetItemCommand({ TableName: 'Records', Key }))];
      };`;
    const stack = await runStack(
      writeAssembly({
        functions: { Late: code, Reader: code },
        properties: { Late: { Timeout: 1 }, Reader: { Timeout: 20 } },
        resources: { Records: table },
      }),
    );
    const read = stack.invoke('Reader', { wait: 1800, write: false });
    const late = await stack.invoke('Late', { wait: 1300, write: true });
    expect(late).toMatchObject({ outcome: 'failed', error: { errorType: 'Sandbox.Timedout' } });
    expect(await read).toMatchObject({ payload: expect.not.stringContaining('"Item"') });
  });

  it('is refused without a signature, as it is over a connection', async () => {
    const stack = await runStack(writeAssembly({ functions: { Send: sendPlainly } }));
    const headers = { 'X-Amz-Target': 'AWSStepFunctions.ListStateMachines' };
    const direct = await stack.invoke('Send', { headers });
    const over = await fetch(stack.endpointUrl, { method: 'POST', headers, body: '{}' });
    expect(direct.outcome === 'succeeded' && JSON.parse(direct.payload)).toMatchObject({
      status: over.status,
      headers: { 'content-type': over.headers.get('content-type') },
      text: await over.text(),
    });
    expect(over.status).toBe(403);
  });
});
