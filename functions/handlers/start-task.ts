import * as z from 'zod';
import { startTaskContext } from '../context.ts';
import { startTask } from '../tasks/start-task.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string(), input: z.unknown() });
const context = startTaskContext();

/** The task workflow's state "Start the task". */
export const handler = step('start-task', payload, (call) => startTask(context, call));
