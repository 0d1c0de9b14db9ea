import {
  type Attribute,
  AttributeType,
  Billing,
  ProjectionType,
  TableEncryptionV2,
  type TablePropsV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { indexNames } from '../functions/contract.ts';
import { dataRemovalPolicy } from './removal-policy.ts';
import type { Stage } from './stage.ts';

export type TablesProps = Pick<Stage, 'retainData' | 'protectTables'>;

/** What a function needs to know of a table to be let in. */
export interface RecordTable {
  readonly name: string;
  readonly arn: string;
  readonly indexArns: readonly string[];
}

/**
 * The records: tasks, accounts with their ledger, webhooks with their events and deliveries, how providers do, and what
 * owners keep.
 */
export class Tables extends Construct {
  readonly tasks: RecordTable;
  readonly accounts: RecordTable;
  readonly webhooks: RecordTable;
  readonly providers: RecordTable;
  readonly resources: RecordTable;
  readonly all: readonly RecordTable[];

  constructor(scope: Construct, id: string, props: TablesProps) {
    super(scope, id);
    this.tasks = this.createTable('Tasks', props, {
      partitionKey: text('id'),
      globalSecondaryIndexes: [
        {
          // Sparse: a task without `list` is in nobody's list and keeps its record.
          indexName: indexNames.tasksByList,
          partitionKey: text('list'),
          sortKey: text('listedAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Sparse, as `byList`: one list of every kind.
          indexName: indexNames.tasksByOwner,
          partitionKey: text('listOwner'),
          sortKey: text('listedAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Sparse, as `byList`: by how they ended.
          indexName: indexNames.tasksByStatus,
          partitionKey: text('listStatus'),
          sortKey: text('listedAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Sparse: only tasks that their caller gave its own id have `label`.
          indexName: indexNames.tasksByExternalId,
          partitionKey: text('label'),
          sortKey: text('listedAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Sparse: only tasks that something is left to do for have `open`.
          indexName: indexNames.tasksOpen,
          partitionKey: text('open'),
          sortKey: text('openSince'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
    this.accounts = this.createTable('Accounts', props, {
      ...pairOfKeys,
      globalSecondaryIndexes: [
        {
          // Sparse: only accounts that hold coins, or open transactions, have `holding`.
          indexName: indexNames.accountsHolding,
          partitionKey: text('holding'),
          sortKey: text('holdsSweptAt'),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        {
          // Sparse: only lines of the credits history have both.
          indexName: indexNames.accountsByOwner,
          partitionKey: text('owner'),
          sortKey: text('at'),
          projectionType: ProjectionType.ALL,
        },
      ],
    });
    this.webhooks = this.createTable('Webhooks', props, {
      ...pairOfKeys,
      globalSecondaryIndexes: [indexNames.webhooksFirst, indexNames.webhooksSecond].map((name) => ({
        indexName: name,
        partitionKey: text(`${name}pk`),
        sortKey: text(`${name}sk`),
      })),
    });
    this.providers = this.createTable('Providers', props, pairOfKeys);
    this.resources = this.createTable('Resources', props, pairOfKeys);
    this.all = [this.tasks, this.accounts, this.webhooks, this.providers, this.resources];
  }

  private createTable(id: string, props: TablesProps, keys: TableKeys): RecordTable {
    const table = new TableV2(this, id, {
      ...keys,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryptionV2.awsManagedKey(),
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: props.protectTables,
      removalPolicy: dataRemovalPolicy(props),
    });
    const indexes = keys.globalSecondaryIndexes ?? [];
    return {
      name: table.tableName,
      arn: table.tableArn,
      indexArns: indexes.map(({ indexName }) => `${table.tableArn}/index/${indexName}`),
    };
  }
}

type TableKeys = Pick<TablePropsV2, 'partitionKey' | 'sortKey' | 'globalSecondaryIndexes'>;

const pairOfKeys: TableKeys = { partitionKey: text('pk'), sortKey: text('sk') };

function text(name: string): Attribute {
  return { name, type: AttributeType.STRING };
}
