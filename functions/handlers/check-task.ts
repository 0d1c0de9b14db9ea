import * as z from 'zod';
import { checkTaskContext } from '../context.ts';
import { checkTask } from '../tasks/check-task.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string(), token: z.string(), isFirst: z.boolean() });
const context = checkTaskContext();

/** The task workflow's state "Wait for the provider": looks how the task is whenever the state is entered. */
export const handler = step('check-task', payload, (call) => checkTask(context, call));
