import * as z from 'zod';
import { announcements, noteEnd } from '../service/deliveries.ts';
import { clock, variable } from '../service/environment.ts';
import { warn } from '../service/logger.ts';
import { coins, tasks, throttle } from '../service/records.ts';
import { failTask } from '../tasks/fail-task.ts';
import { step } from './step.ts';

const failure = z.object({ code: z.string(), message: z.string() });
const payload = z.object({ taskId: z.string(), failure });
const context = {
  tasks: tasks(),
  coins: coins(),
  throttle: throttle(),
  announcements: announcements(),
  mediaUrl: variable('MEDIA_URL'),
  noteEnd,
  clock,
  warn,
};

/** The task workflow's state "Record the failure". */
export const handler = step('fail-task', payload, (call, millisecondsLeft) =>
  failTask(context, { ...call, millisecondsLeft }),
);
