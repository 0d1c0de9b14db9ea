import * as z from 'zod';
import { deliveryStarter, executions, taskWorkflow } from '../service/aws.ts';
import { clock, config } from '../service/environment.ts';
import { logger, warn } from '../service/logger.ts';
import { metrics } from '../service/metrics.ts';
import { accounts, coins, tasks, webhooks } from '../service/records.ts';
import { sweep } from '../sweep/sweep.ts';
import { noteSweep } from '../telemetry/note-sweep.ts';
import { continueOverdueDeliveries } from '../webhooks/continue-overdue-deliveries.ts';
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
const deliveries = { store: webhooks(), deliveries: deliveryStarter(), clock };
const context = {
  tasks: tasks(),
  accounts: accounts(),
  coins: coins(),
  workflow: taskWorkflow(),
  executions: executions(),
  keepSeconds: config().RECORDS_KEPT_SECONDS,
  clock,
  continueDeliveries: () => continueOverdueDeliveries(deliveries),
  warn,
};

/** Run by a schedule, and by an operator who can't wait for it: answers what it found and put right. */
export const handler = step('sweep', payload, async (patience) => {
  const swept = await sweep(context, patience);
  noteSweep(swept, { metrics, logger });
  return swept;
});
