import type { KnownDifference } from '../comparison.ts';

/** By the case's name. */
export const knownDifferences: ReadonlyMap<string, KnownDifference> = new Map([
  [
    'an empty string as an index key',
    {
      nearer: 'theirs',
      reason:
        'DynamoDB refuses it (Developer Guide, "Constraints": key attributes); dynalite leaves the item out of the index',
    },
  ],
  [
    'a depth of 33',
    {
      nearer: 'theirs',
      reason: 'DynamoDB nests 32 levels (Developer Guide, "Constraints"); dynalite does not count',
    },
  ],
  [
    'a comparison of lists',
    {
      nearer: 'theirs',
      reason: 'DynamoDB compares numbers inside lists as numbers; dynalite compares their spelling',
    },
  ],
  ...['an update returns UPDATED_OLD', 'an update returns UPDATED_NEW'].map(
    (name): [string, KnownDifference] => [
      name,
      {
        nearer: 'ours',
        reason:
          'only the updated attributes come back (API Reference, UpdateItem, ReturnValues); DynamoDB Local gives the whole map around one',
      },
    ],
  ),
  [
    'the item that a failed condition met',
    {
      nearer: 'theirs',
      reason: 'refused here by name: dynalite would answer without the item and without a word',
    },
  ],
  [
    'a delete of what is not there',
    {
      nearer: 'ours',
      reason:
        'capacity is told only when it is asked for (API Reference, DeleteItem, ReturnConsumedCapacity)',
    },
  ],
  [
    'a batch read of more than 16 MB',
    {
      nearer: 'theirs',
      reason:
        'DynamoDB answers up to 16 MB (API Reference, BatchGetItem); dynalite stops after 1.4 MB and leaves more keys over',
    },
  ],
  [
    'an operation that is none',
    { nearer: 'theirs', reason: 'refused here by name, under another error' },
  ],
  ...['a transaction', 'a statement'].map((name): [string, KnownDifference] => [
    name,
    { nearer: 'theirs', reason: 'refused here by name: dynalite has none' },
  ]),
]);
