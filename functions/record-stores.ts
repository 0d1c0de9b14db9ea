import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AccountLimits } from './accounts/account-limits.ts';
import type { AccountStore } from './accounts/account-store.ts';
import { createDynamoAccountStore } from './aws/dynamodb/account-store.ts';
import { createDynamoResourceStore } from './aws/dynamodb/resource-store.ts';
import { createDynamoTaskStore } from './aws/dynamodb/task-store.ts';
import { type Config, required } from './config.ts';
import { metrics } from './metrics.ts';
import type { ResourceStore } from './resources/resource-store.ts';
import type { Surroundings } from './surroundings.ts';
import type { TaskStore } from './tasks/task-store.ts';
import { measureAccounts } from './telemetry/measure-accounts.ts';
import { measureTasks } from './telemetry/measure-tasks.ts';

/** The records of tasks, counted as they come. */
export function tasksOf(documents: DynamoDBDocumentClient, config: Config): TaskStore {
  return measureTasks(createDynamoTaskStore(documents, required(config, 'TASKS_TABLE')), metrics);
}

/** The accounts, their coins counted as they move. */
export function accountsOf(documents: DynamoDBDocumentClient, config: Config): AccountStore {
  const accounts = createDynamoAccountStore(documents, required(config, 'ACCOUNTS_TABLE'));
  return measureAccounts(accounts, metrics);
}

/** What owners keep. */
export function resourcesOf(
  documents: DynamoDBDocumentClient,
  { config, clock }: Surroundings,
): ResourceStore {
  return createDynamoResourceStore(documents, required(config, 'RESOURCES_TABLE'), clock);
}

/** What every account may do that has no limits of its own. */
export function stageLimits(config: Config): AccountLimits {
  return { openTasks: required(config, 'OPEN_TASKS'), tasksPerDay: config.TASKS_PER_DAY };
}
