import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '../../../../../functions/aws/dynamodb/commands.ts';
import { createDocumentClient } from '../../../../../functions/aws/dynamodb/document-client.ts';
import { type Answer, startReceiver } from '../../../../fakes/receiver.ts';

const keys = { accessKeyId: 'local', secretAccessKey: 'secret', sessionToken: 'session' };
const item = { pk: 'one', list: [1, { two: 'zwei' }], flag: true, nothing: null };
const attributes = {
  pk: { S: 'one' },
  list: { L: [{ N: '1' }, { M: { two: { S: 'zwei' } } }] },
  flag: { BOOL: true },
  nothing: { NULL: true },
};

function answering(status: number, body: unknown): Answer {
  return (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(body));
}

/** A client of a service that gives these answers, one after the other. */
async function open(...answers: Answer[]) {
  const service = await startReceiver(...answers);
  const waits: number[] = [];
  const pause = async (milliseconds: number) => void waits.push(milliseconds);
  const place = { url: `http://127.0.0.1:${service.port}`, region: 'eu-west-1', keys };
  return { service, waits, client: createDocumentClient(place, pause) };
}

const read = new GetCommand({ TableName: 'Records', Key: { pk: 'one' }, ConsistentRead: true });
const write = new PutCommand({
  TableName: 'Records',
  Item: { ...item, missing: undefined },
  ConditionExpression: 'attribute_not_exists(pk)',
});

describe('a call', () => {
  it('says and reads values as attributes', async () => {
    const { service, client } = await open(answering(200, { Item: attributes }));
    expect(await client.send(read)).toMatchObject({ Item: item });
    const [sent] = service.requests;
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      TableName: 'Records',
      Key: { pk: { S: 'one' } },
      ConsistentRead: true,
    });
    expect(sent?.headers).toMatchObject({
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'x-amz-security-token': 'session',
      authorization: expect.stringContaining('/eu-west-1/dynamodb/aws4_request'),
    });
    await client.send(write);
    expect(JSON.parse(service.requests[1]?.body ?? '')).toEqual({
      TableName: 'Records',
      Item: attributes,
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    expect(service.connections()).toBe(1);
  });

  it('follows pages', async () => {
    const next = { pk: { S: 'one' } };
    const { service, client } = await open(
      answering(200, { Items: [attributes], LastEvaluatedKey: next }),
      answering(200, { Items: [] }),
    );
    const pages = paginateQuery({ client }, { TableName: 'Records' });
    const items = [];
    for await (const { Items = [] } of pages) items.push(...Items);
    expect(items).toEqual([item]);
    expect(JSON.parse(service.requests[1]?.body ?? '')).toMatchObject({ ExclusiveStartKey: next });
  });

  it.each([
    ['fails on the other side', answering(500, { __type: 'x#InternalServerError' })],
    ['is throttled', answering(400, { __type: 'x#ProvisionedThroughputExceededException' })],
    ['is answered by a proxy', (response) => void response.writeHead(503).end('<html>')],
    ['gets no answer', (response) => void response.destroy()],
  ] satisfies [string, Answer][])('that %s is made again, later each time', async (_, answer) => {
    const { service, client, waits } = await open(answer, answer, answering(200, {}));
    expect(await client.send(read)).toEqual({});
    expect(service.requests).toHaveLength(3);
    expect(waits).toHaveLength(2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(100);
  });

  it('is given up after its last attempt, with the name of the error', async () => {
    const { service, client } = await open(answering(400, { __type: 'x#ThrottlingException' }));
    await expect(client.send(read)).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(service.requests).toHaveLength(4);
  });

  it('is refused by the classes of the SDK, once', async () => {
    const refusal = {
      __type: 'x#ConditionalCheckFailedException',
      message: 'The condition failed',
    };
    const { service, client } = await open(
      answering(400, refusal),
      answering(400, { __type: 'x#ValidationException', message: 'Wrong' }),
    );
    await expect(client.send(write)).rejects.toThrow(ConditionalCheckFailedException);
    await expect(client.send(write)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Wrong',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    expect(service.requests).toHaveLength(2);
  });
});

it('reads many items at once, and says which it has not read', async () => {
  const keys = { Records: { Keys: [{ pk: { S: 'two' } }] } };
  const answer = { Responses: { Records: [attributes] }, UnprocessedKeys: keys };
  const { service, client } = await open(answering(200, answer));
  const RequestItems = { Records: { Keys: [{ pk: 'one' }, { pk: 'two' }], ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }));
  expect(Responses).toEqual({ Records: [item] });
  expect(UnprocessedKeys).toEqual({ Records: { Keys: [{ pk: 'two' }] } });
  expect(JSON.parse(service.requests[0]?.body ?? '')).toEqual({
    RequestItems: {
      Records: { Keys: [{ pk: { S: 'one' } }, { pk: { S: 'two' } }], ConsistentRead: true },
    },
  });
});
