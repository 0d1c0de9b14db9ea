import type { AccountStore } from './accounts/account-store.ts';
import { type Config, required } from './config.ts';
import { createDynamoAccountStore } from './dynamodb/account-store.ts';
import type { DynamoDBDocumentClient } from './dynamodb/document-client.ts';
import { createDynamoResourceStore } from './dynamodb/resource-store.ts';
import { createDynamoTaskStore } from './dynamodb/task-store.ts';
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
