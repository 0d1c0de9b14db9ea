import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import type { Log } from '../../log.ts';
import type { TypedResource } from '../../resource-type.ts';
import type { AwsAnswer, TargetService } from '../aws-call.ts';
import { createDynaliteStore } from './dynalite-store.ts';
import { openEntries } from './entries.ts';
import { deleteExpiredItems } from './expiry.ts';
import { createRefusal } from './refusals.ts';
import { type DynamoAnswer, tableOperations } from './table-operations.ts';
import { createTable, type DynamoCall, UnusableTableError } from './table-schema.ts';
import type { TableProperties } from './table-types.ts';

/** DynamoDB tables on disk: dynalite's operations on our own file. */
export interface TablesEngine {
  readonly service: TargetService;
  /** Deletes what has outlived its time to live. @param now milliseconds since 1970 */
  sweep(now: number): Promise<void>;
  stop(): void;
}

/** The largest DynamoDB request (Amazon DynamoDB Developer Guide, "Constraints": BatchWriteItem). */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

const CONTENT_TYPE = 'application/x-amz-json-1.0';

/**
 * Opens the tables' file, `<path>.sqlite`, and makes the tables that are missing.
 * Throws UnusableTableError when one exists with other keys or indexes.
 */
export async function startTablesEngine(
  tables: TypedResource<TableProperties>[],
  path: string,
  log: Log,
): Promise<TablesEngine> {
  refuseLevelFolder(path);
  const entries = openEntries(`${path}.sqlite`);

  /** Carries out an operation; what it has read or written is on disk when it resolves. */
  function perform(operation: string, request: unknown): Promise<DynamoAnswer> {
    const session = entries.open();
    return new Promise((resolve, reject) => {
      const act = tableOperations.get(operation);
      if (act === undefined) return resolve(unknownOperation);
      act(createDynaliteStore(session), request, (answer) => {
        const durable = session.durable();
        if (durable === undefined) resolve(answer);
        else void durable.then(() => resolve(answer), reject);
      });
    });
  }

  function answer(operation: string, text: string): DynamoAnswer | Promise<DynamoAnswer> {
    const refusal = createRefusal(operation, text);
    if (refusal !== undefined) {
      log({ source: 'tables', level: 'error', message: refusal });
      return error('com.amazon.coral.validate#ValidationException', refusal);
    }
    const request = parse(text);
    if (request === undefined) return error('com.amazon.coral.service#SerializationException');
    return perform(operation, request);
  }

  const call: DynamoCall = async (operation, input) => {
    const { status, body } = await perform(operation, structuredClone(input));
    const fields = dynamoFields.parse(JSON.parse(body));
    if (status === 200) return fields;
    throw new Error(`DynamoDB ${operation}: ${fields['__type']} ${fields['message'] ?? ''}`);
  };

  try {
    for (const table of tables) await createTable(call, table);
  } catch (problem) {
    entries.close();
    throw problem;
  }

  return {
    service: {
      targetPrefix: 'DynamoDB_20120810.',
      largestBodyBytes: LARGEST_BODY_BYTES,
      answer: async (operation, text) => withHeaders(await answer(operation, text)),
    },
    async sweep(now) {
      for (const table of tables) {
        const deleted = await deleteExpiredItems(call, table, now);
        if (deleted === 0) continue;
        const message = `deleted ${deleted} items that had outlived their time`;
        log({ source: table.name, level: 'info', message });
      }
    },
    stop: entries.close,
  };
}

function withHeaders({ status, body }: DynamoAnswer): AwsAnswer {
  const headers = {
    'content-type': CONTENT_TYPE,
    'x-amzn-requestid': randomUUID(),
    'x-amz-crc32': String(crc32(body)),
  };
  return { status, headers, body };
}

/** The request; undefined when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const dynamoFields = z.record(z.string(), z.unknown());

const unknownOperation = error('com.amazon.coral.service#UnknownOperationException');

function error(__type: string, message?: string): DynamoAnswer {
  return { status: 400, body: JSON.stringify({ __type, message }) };
}

/** Earlier versions kept the tables in a folder of LevelDB's. */
function refuseLevelFolder(path: string): void {
  if (!existsSync(path)) return;
  throw new UnusableTableError(
    `The folder ${path} holds tables of an earlier version, which this one can't read. ` +
      'Move the data folder away, or give another one in DATA_DIR, and start again.',
  );
}
