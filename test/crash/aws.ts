import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { AwsClient } from 'aws4fetch';
import type { Account } from '../../functions/accounts/account.ts';
import type { LedgerEntry } from '../../functions/accounts/ledger-entry.ts';
import { readAccount, readLedgerEntry } from '../../functions/aws/dynamodb/account-items.ts';
import type { Swept } from '../../functions/sweep/sweep.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { StackPlace } from './stack-process.ts';

const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'us-east-1';

interface Books {
  readonly accounts: Account[];
  readonly entries: LedgerEntry[];
  /** Holds that are open, pending holds without an item, and prices that went back whose holds may be open. */
  readonly openHolds: string[];
}

/** An operator's access to a stack: looks into its tables and runs its sweep. */
export function createOperator({ port, assemblyDirectory }: StackPlace) {
  const endpoint = `http://127.0.0.1:${port + 2}`;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint, region, credentials: keys }),
  );
  const lambda = new AwsClient({ ...keys, region, service: 'lambda' });
  const sweep = sweepFunction(assemblyDirectory);

  async function scan(prefix: string): Promise<Record<string, unknown>[]> {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const TableName = TableNames.find((name) => name.startsWith(prefix)) ?? prefix;
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName }))
      items.push(...Items);
    return items;
  }

  return {
    readTasks: async () =>
      (await scan('TablesTasks')).map(({ record }) => record as unknown as Task),
    async readAccounts(): Promise<Books> {
      const items = await scan('TablesAccounts');
      const withSortKey = (begin: string) => items.filter(({ sk }) => String(sk).startsWith(begin));
      const accounts = withSortKey('account').map(readAccount);
      const nonces = new Set(items.map(({ nonce }) => nonce));
      return {
        accounts,
        entries: withSortKey('entry#').map(readLedgerEntry),
        openHolds: [
          ...items
            .filter(({ holding }) => String(holding).startsWith('held#'))
            .map(({ sk }) => `${sk}`),
          ...accounts.flatMap(({ pendingHolds, pendingReturns }) => [
            ...Object.keys(pendingHolds).filter((nonce) => !nonces.has(nonce)),
            ...Object.keys(pendingReturns),
          ]),
        ],
      };
    },
    /** Runs the sweep at once, without its patience. */
    async sweepNow(): Promise<Swept> {
      const response = await lambda.fetch(`${endpoint}/2015-03-31/functions/${sweep}/invocations`, {
        method: 'POST',
        body: JSON.stringify({ quietSeconds: 0, heldSeconds: 0 }),
      });
      if (!response.ok || response.headers.has('x-amz-function-error')) {
        throw new Error(`The sweep failed: ${await response.text()}`);
      }
      return (await response.json()) as Swept;
    },
  };
}

/** A function's name on one machine is its logical id. */
function sweepFunction(assemblyDirectory: string): string {
  const template = readFileSync(join(assemblyDirectory, 'Reelhook-local.template.json'), 'utf8');
  const { Resources } = JSON.parse(template) as { Resources: Record<string, { Type: string }> };
  const found = Object.entries(Resources).find(
    ([id, { Type }]) => Type === 'AWS::Lambda::Function' && /^FunctionsSweep[0-9A-F]+$/.test(id),
  );
  if (!found) throw new Error('The template has no sweep.');
  return found[0];
}
