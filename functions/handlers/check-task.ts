import * as z from 'zod';
import { checks } from '../service/checks.ts';
import { taskNews } from '../service/task-news.ts';
import { checkTask } from '../tasks/check-task.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string(), token: z.string(), isFirst: z.boolean() });

/** The task workflow's state "Check the task". */
export const handler = step('check-task', payload, (call) =>
  checkTask({ ...checks(), news: taskNews() }, call),
);
