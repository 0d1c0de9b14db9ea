import * as z from 'zod';
import { createResultStore } from '../media/result-store.ts';
import { mediaStore } from '../service/aws.ts';
import { announcements, noteEnd } from '../service/deliveries.ts';
import { clock, variable } from '../service/environment.ts';
import { requestHighlights } from '../service/highlights.ts';
import { measure } from '../service/measure.ts';
import { fileDownload } from '../service/network.ts';
import { providers } from '../service/providers.ts';
import { coins, tasks, throttle } from '../service/records.ts';
import { finishTask } from '../tasks/finish-task.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string() });
const context = {
  ...providers(),
  tasks: tasks(),
  coins: coins(),
  throttle: throttle(),
  results: createResultStore({ media: mediaStore(), download: fileDownload(), measure }),
  announcements: announcements(),
  mediaUrl: variable('MEDIA_URL'),
  requestHighlights,
  noteEnd,
  clock,
};

/** The task workflow's state "Finish the task". */
export const handler = step('finish-task', payload, (call, millisecondsLeft) =>
  finishTask(context, { ...call, millisecondsLeft }),
);
