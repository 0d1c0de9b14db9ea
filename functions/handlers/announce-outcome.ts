import * as z from 'zod';
import { announceOutcomeContext } from '../context.ts';
import { announceOutcome } from '../tasks/announce-outcome.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string() });
const context = announceOutcomeContext();

/** The task workflow's state "Announce the outcome". */
export const handler = step('announce-outcome', payload, ({ taskId }) =>
  announceOutcome(context, taskId),
);
