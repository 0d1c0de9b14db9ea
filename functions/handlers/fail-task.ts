import * as z from 'zod';
import { failTaskContext } from '../context.ts';
import { failTask } from '../tasks/fail-task.ts';
import { step } from './step.ts';

const failure = z.object({ code: z.string(), message: z.string() });
const payload = z.object({ taskId: z.string(), failure });
const context = failTaskContext();

/** The task workflow's state "Record the failure". */
export const handler = step('fail-task', payload, (call) =>
  failTask(context, call.taskId, call.failure),
);
