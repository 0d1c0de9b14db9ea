import * as z from 'zod';
import { cipher, waitingStates } from '../service/aws.ts';
import { clock, config } from '../service/environment.ts';
import { warn } from '../service/logger.ts';
import { whyNotCallable } from '../service/network.ts';
import { startingProviders } from '../service/providers.ts';
import {
  checkPlans,
  coins,
  expectDuration,
  resources,
  tasks,
  throttle,
} from '../service/records.ts';
import { taskNews } from '../service/task-news.ts';
import { startTask } from '../tasks/start-task.ts';
import { step } from './step.ts';

const payload = z.object({
  taskId: z.string(),
  token: z.string(),
  firstCheckSeconds: z.number(),
  input: z.unknown(),
});
const context = {
  ...startingProviders(),
  tasks: tasks(),
  resources: resources(),
  coins: coins(),
  throttle: throttle(),
  cipher: cipher(),
  whyNotCallable,
  expectDuration: expectDuration(),
  rememberChecks: checkPlans().rememberChecks,
  waitingStates: waitingStates(),
  keepSeconds: config().RECORDS_KEPT_SECONDS,
  callbackBaseUrl: config().CALLBACK_URL,
  deadlineSeconds: config().TASK_DEADLINE_SECONDS,
  defaultOwner: config().DEFAULT_OWNER,
  news: taskNews(),
  clock,
  warn,
};

/** The task workflow's state "Start the task and wait". */
export const handler = step('start-task', payload, (call) => startTask(context, call));
