import { createCoins } from '../accounts/coins.ts';
import { createDynamoAccountStore } from '../aws/dynamodb/account-store.ts';
import { createDocumentClient } from '../aws/dynamodb/document-client.ts';
import { createDynamoDurationStore } from '../aws/dynamodb/duration-store.ts';
import { createDynamoResourceStore } from '../aws/dynamodb/resource-store.ts';
import { createDynamoTaskStore } from '../aws/dynamodb/task-store.ts';
import { createDynamoThrottlingStore } from '../aws/dynamodb/throttling-store.ts';
import { createDynamoWebhookStore } from '../aws/dynamodb/webhook-store.ts';
import { once } from '../once.ts';
import { createCheckPlans } from '../tasks/check-plans.ts';
import { createExpectDuration } from '../tasks/durations.ts';
import { measureAccounts } from '../telemetry/measure-accounts.ts';
import { measureTasks } from '../telemetry/measure-tasks.ts';
import { createThrottle } from '../throttling/throttle.ts';
import { dynamoDb } from './aws.ts';
import { clock, config, variable } from './environment.ts';
import { warn } from './logger.ts';
import { metrics } from './metrics.ts';

const documents = /* @__PURE__ */ once(() => createDocumentClient(dynamoDb()));

/** The records of tasks, counted as they come. */
export const tasks = /* @__PURE__ */ once(() =>
  measureTasks(createDynamoTaskStore(documents(), variable('TASKS_TABLE')), metrics),
);

/** The accounts, their coins counted as they move. */
export const accounts = /* @__PURE__ */ once(() =>
  measureAccounts(createDynamoAccountStore(documents(), variable('ACCOUNTS_TABLE')), metrics),
);

/** Coins of tasks that are under way. */
export const coins = /* @__PURE__ */ once(() => createCoins({ accounts: accounts(), clock }));

/** Coins for new tasks, within what the stage allows every account without its own limits. */
export const limitedCoins = /* @__PURE__ */ once(() => {
  const limits = { openTasks: variable('OPEN_TASKS'), tasksPerDay: config().TASKS_PER_DAY };
  return createCoins({ accounts: accounts(), clock, limits });
});

/** Webhook endpoints, events and deliveries. */
export const webhooks = /* @__PURE__ */ once(() =>
  createDynamoWebhookStore(documents(), variable('WEBHOOKS_TABLE')),
);

/** What owners keep: avatars, faces, backgrounds. */
export const resources = /* @__PURE__ */ once(() =>
  createDynamoResourceStore(documents(), variable('RESOURCES_TABLE'), clock),
);

/** How long tasks took. */
export const durations = /* @__PURE__ */ once(() =>
  createDynamoDurationStore(documents(), variable('PROVIDERS_TABLE')),
);

/** How long a new task will probably take. */
export const expectDuration = /* @__PURE__ */ once(() =>
  createExpectDuration({ durations: durations(), clock, warn }),
);

/** When tasks are checked. */
export const checkPlans = /* @__PURE__ */ once(() =>
  createCheckPlans({ durations: durations(), clock, warn }),
);

/** Which task may be started at a provider when. */
export const throttle = /* @__PURE__ */ once(() =>
  createThrottle({
    store: createDynamoThrottlingStore(documents(), variable('PROVIDERS_TABLE')),
    clock,
  }),
);
