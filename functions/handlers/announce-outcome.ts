import * as z from 'zod';
import { cipher, deliveryStarter } from '../service/aws.ts';
import { clock, variable } from '../service/environment.ts';
import { metrics } from '../service/metrics.ts';
import { tasks, webhooks } from '../service/records.ts';
import { announceOutcome, type TaskEvent } from '../tasks/announce-outcome.ts';
import { announceTaskEvent } from '../tasks/announce-task-event.ts';
import type { Task } from '../tasks/task.ts';
import { measureEnd } from '../telemetry/measure-tasks.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string() });
const announcing = { store: webhooks(), deliveries: deliveryStarter(), cipher: cipher(), clock };
const context = {
  tasks: tasks(),
  mediaUrl: variable('MEDIA_URL'),
  announce: (event: TaskEvent) => announceTaskEvent(announcing, event),
  noteEnd: (task: Task) => measureEnd(task, metrics),
  clock,
};

/** The task workflow's state "Announce the outcome". */
export const handler = step('announce-outcome', payload, ({ taskId }) =>
  announceOutcome(context, taskId),
);
