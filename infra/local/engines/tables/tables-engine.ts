import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import dynalite from 'dynalite';
import * as z from 'zod';
import type { Log } from '../../log.ts';
import type { Resource } from '../../resource-type.ts';
import { close, listen, readBody } from '../http.ts';
import { deleteExpiredItems } from './expiry.ts';
import { refusalOf } from './refusals.ts';
import { createTable, type DynamoCall } from './table-schema.ts';
import type { TableProperties } from './table-types.ts';

/** DynamoDB tables on dynalite, on disk. */
export interface TablesEngine {
  /** Serves one DynamoDB request. @param operation of `X-Amz-Target`, such as `PutItem` */
  handle(operation: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Deletes what has outlived its time to live. @param now milliseconds since 1970 */
  sweep(now: number): Promise<void>;
  stop(): Promise<void>;
}

/** The largest DynamoDB request (Amazon DynamoDB Developer Guide, "Constraints": BatchWriteItem). */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Opens the tables' folder and makes the tables that are missing.
 * Throws UnusableTableError when one exists with other keys or indexes.
 */
export async function startTablesEngine(
  tables: Resource<TableProperties>[],
  directory: string,
  log: Log,
): Promise<TablesEngine> {
  const server = dynalite({ path: directory, createTableMs: 0 });
  // dynalite closes its files only when it has listened; the stack's own calls come this way too.
  const port = await listen(server, 0);
  const call = createCall(`http://127.0.0.1:${port}`);
  const underWay = new Set<Promise<void>>();
  try {
    for (const table of tables) await createTable(call, table);
  } catch (error) {
    await close(server);
    throw error;
  }

  return {
    async handle(operation, request, response) {
      const body = await readBody(request, LARGEST_BODY_BYTES);
      const refusal = refusalOf(operation, body.toString('utf8'));
      if (refusal !== undefined) {
        log({ source: 'tables', level: 'error', message: refusal });
        const answer = {
          __type: 'com.amazon.coral.validate#ValidationException',
          message: refusal,
        };
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(answer));
        return;
      }
      const answered = whenAnswered(response);
      underWay.add(answered);
      server.emit('request', replay(request, body), response);
      await answered;
      underWay.delete(answered);
    },
    async sweep(now) {
      for (const table of tables) {
        const deleted = await deleteExpiredItems(call, table, now);
        if (deleted === 0) continue;
        const message = `deleted ${deleted} items that had outlived their time`;
        log({ source: table.name, level: 'info', message });
      }
    },
    async stop() {
      await Promise.all(underWay);
      await close(server);
    },
  };
}

/**
 * Until dynalite has answered, whether or not anybody still listens: closing its files under a request that it works
 * on would end the process.
 */
function whenAnswered(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = response.end;
  response.end = ((...parameters: Parameters<typeof end>) => {
    resolve();
    return Reflect.apply(end, response, parameters);
  }) as typeof end;
  return promise;
}

/** The request once more, with the body that has been read from it. */
function replay({ headers, method, url }: IncomingMessage, body: Buffer): Readable {
  return Object.assign(Readable.from(body.length > 0 ? [body] : []), { headers, method, url });
}

const dynamoAnswer = z.record(z.string(), z.unknown());

function createCall(url: string): DynamoCall {
  return async (operation, input) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        // dynalite wants a signature to be there and does not look at it.
        'x-amz-date': '20000101T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c',
      },
      body: JSON.stringify(input),
    });
    const body = dynamoAnswer.parse(await response.json());
    if (!response.ok) {
      throw new Error(`DynamoDB ${operation}: ${body['__type']} ${body['message'] ?? ''}`);
    }
    return body;
  };
}
