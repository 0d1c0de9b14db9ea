import type { QueueKey, ThrottlingStore } from '../../throttling/throttling-store.ts';
import type { DocumentClient } from './commands.ts';
import { loadKey, providerPartition, QUEUE_PREFIX, queueKey } from './provider-keys.ts';
import { createRecordTable } from './record-table.ts';

/** Sorts after every entry of the queue. */
const QUEUE_END = 'waiting$';
/** How long an entry that is over stays in the table at least, in seconds. */
const KEPT_SECONDS = 3600;

/** Loads and queues in the Providers table. Reads are consistent: who has just come is seen by all who come after. */
export function createDynamoThrottlingStore(
  client: DocumentClient,
  tableName: string,
): ThrottlingStore {
  const table = createRecordTable(client, tableName);
  return {
    getLoad: (provider) => table.get(loadKey(provider)),

    replaceLoad: (provider, next) =>
      next.version === 1
        ? table.add(loadKey(provider), next)
        : table.replace(loadKey(provider), next),

    enqueue(provider, entry) {
      const expiresAt = Math.ceil(entry.dueAt / 1000) + KEPT_SECONDS;
      return table.put(queueKey(provider, entry), { ...entry, expiresAt });
    },

    dequeue: (provider, key) => table.remove(queueKey(provider, key)),

    countWaiting: (provider, now, before) => table.count(queueQuery(provider, now, before)),
  };
}

function queueQuery(provider: string, now: number, before?: QueueKey) {
  return {
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :provider AND sk BETWEEN :first AND :last',
    // BETWEEN includes its upper end: the task that asks.
    FilterExpression: '#record.dueAt >= :now AND #record.taskId <> :self',
    ExpressionAttributeNames: { '#record': 'record' },
    ExpressionAttributeValues: {
      ':provider': providerPartition(provider),
      ':first': QUEUE_PREFIX,
      ':last': before ? queueKey(provider, before).sk : QUEUE_END,
      ':now': now,
      ':self': before?.taskId ?? '',
    },
  };
}
