import * as z from 'zod';
import { waitingStates } from '../service/aws.ts';
import { clock, config } from '../service/environment.ts';
import { warn } from '../service/logger.ts';
import { providers } from '../service/providers.ts';
import { durations, tasks } from '../service/records.ts';
import { taskNews } from '../service/task-news.ts';
import { checkTask } from '../tasks/check-task.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string(), token: z.string(), isFirst: z.boolean() });
const context = {
  ...providers(),
  tasks: tasks(),
  durations: durations(),
  waitingStates: waitingStates(),
  deadlineSeconds: config().TASK_DEADLINE_SECONDS,
  news: taskNews(),
  clock,
  warn,
};

/** The task workflow's state "Check the task". */
export const handler = step('check-task', payload, (call) => checkTask(context, call));
