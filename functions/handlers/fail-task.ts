import * as z from 'zod';
import { clock } from '../service/environment.ts';
import { warn } from '../service/logger.ts';
import { coins, tasks, throttle } from '../service/records.ts';
import { failTask } from '../tasks/fail-task.ts';
import { step } from './step.ts';

const failure = z.object({ code: z.string(), message: z.string() });
const payload = z.object({ taskId: z.string(), failure });
const context = { tasks: tasks(), coins: coins(), throttle: throttle(), clock, warn };

/** The task workflow's state "Record the failure". */
export const handler = step('fail-task', payload, (call) =>
  failTask(context, call.taskId, call.failure),
);
