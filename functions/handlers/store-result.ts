import * as z from 'zod';
import { storeResultContext } from '../context.ts';
import { storeResult } from '../tasks/store-result.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string() });
const context = storeResultContext();

/** The task workflow's state "Store the result". */
export const handler = step('store-result', payload, ({ taskId }) => storeResult(context, taskId));
