import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshallOptions } from '../../functions/aws/dynamodb/document-json.ts';

/** The database's client over a table in memory that can be written and read once. */
function createTable(): DynamoDBDocumentClient {
  const items = new Map<string, unknown>();
  const requestHandler = {
    async handle({ body }: { body: string }) {
      const { Item, Key } = JSON.parse(body);
      const id = (Item ?? Key).id.S;
      if (Item) items.set(id, Item);
      const answer = new TextEncoder().encode(JSON.stringify({ Item: items.get(id) }));
      if (Key) items.delete(id);
      return { response: { statusCode: 200, headers: {}, body: answer } };
    },
  };
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const options = { region: 'us-east-1', credentials, requestHandler };
  return DynamoDBDocumentClient.from(new DynamoDBClient(options as object), { marshallOptions });
}

/** A store in memory that refuses what the database's client can't write, or would change. */
export function storable<Store extends object>(store: Store): Store {
  const client = createTable();
  let count = 0;

  async function requireStorable(value: unknown): Promise<void> {
    count += 1;
    const id = `${count}`;
    await client.send(new PutCommand({ TableName: 'table', Item: { id, value } }));
    const { Item } = await client.send(new GetCommand({ TableName: 'table', Key: { id } }));
    assert.deepEqual(Item?.['value'], JSON.parse(JSON.stringify(value)));
  }

  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        for (const value of parameters) {
          if (typeof value === 'object' && value !== null) await requireStorable(value);
        }
        return Reflect.apply(member, target, parameters);
      };
    },
  });
}
