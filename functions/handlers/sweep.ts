import * as z from 'zod';
import { sweepContext } from '../context.ts';
import { sweep } from '../sweep/sweep.ts';
import { step } from './step.ts';

/** A quarter of an hour: longer than a living task is left alone between two steps of a call. */
const QUIET_SECONDS = 15 * 60;
/** An hour: a step that holds coins is repeated for some twenty minutes at most. */
const HELD_SECONDS = 60 * 60;

const seconds = z.number().int().min(0);
const payload = z.object({
  quietSeconds: seconds.default(QUIET_SECONDS),
  heldSeconds: seconds.default(HELD_SECONDS),
});
const context = sweepContext();

/** Run by a schedule, and by an operator who can't wait for it: answers what it found and put right. */
export const handler = step('sweep', payload, async (patience) => {
  const swept = await sweep(context, patience);
  context.report(swept);
  return swept;
});
