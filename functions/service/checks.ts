import { once } from '../once.ts';
import { waitingStates } from './aws.ts';
import { clock, config } from './environment.ts';
import { warn } from './logger.ts';
import { providers } from './providers.ts';
import { durations, tasks } from './records.ts';

/** What asks a provider how its work is, and resumes the execution that waits for it. */
export const checks = /* @__PURE__ */ once(() => ({
  ...providers(),
  tasks: tasks(),
  durations: durations(),
  waitingStates: waitingStates(),
  deadlineSeconds: config().TASK_DEADLINE_SECONDS,
  clock,
  warn,
}));
