import * as z from 'zod';
import { checkTaskContext } from '../context.ts';
import { checkTask } from '../tasks/check-task.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string() });
const context = checkTaskContext();

/** The task workflow's state "Check the task". */
export const handler = step('check-task', payload, ({ taskId }) => checkTask(context, taskId));
