import type { DurationStore, Run, WorkSort } from '../../tasks/durations.ts';
import { type DocumentClient, GetCommand, PutCommand, QueryCommand } from './commands.ts';
import { checksKey, durationsKey } from './provider-keys.ts';

/** How many runs are read: enough for a median and a spread, and a single read unit. */
const NEWEST = 64;
/** How long a run counts, in seconds. */
const THIRTY_DAYS = 30 * 24 * 60 * 60;

/**
 * Runs in the Providers table, one small item each, sorted by their end: a repeated write is the same item, many writers
 * never meet, and the newest are one query. What no newer run has pushed out of sight goes with the time to live.
 */
export function createDynamoDurationStore(client: DocumentClient, table: string): DurationStore {
  return {
    async add(sort, run) {
      const { pk, sk } = getKey(sort);
      const { finishedAt, taskId, seconds } = run;
      const expiresAt = Math.floor(Date.parse(finishedAt) / 1000) + THIRTY_DAYS;
      const Item = { pk, sk: `${sk}#${finishedAt}#${taskId}`, seconds, expiresAt };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async recent(sort) {
      const { pk, sk } = getKey(sort);
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ':prefix': `${sk}#` },
          ScanIndexForward: false,
          Limit: NEWEST,
        }),
      );
      return (Items as Pick<Run, 'seconds'>[]).map(({ seconds }) => seconds);
    },

    async saveChecks(sort, waits) {
      const Item = { ...checksKey(sort.provider, getParts(sort)), waits: [...waits] };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async checks(sort) {
      const Key = checksKey(sort.provider, getParts(sort));
      const { Item } = await client.send(new GetCommand({ TableName: table, Key }));
      return Item?.['waits'] as readonly number[] | undefined;
    },
  };
}

function getKey(sort: WorkSort) {
  return durationsKey(sort.provider, getParts(sort));
}

function getParts({ kind, model, length }: WorkSort) {
  return { kind, model, seconds: length };
}
