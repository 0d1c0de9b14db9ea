import * as z from 'zod';
import { createResultStore } from '../media/result-store.ts';
import { mediaStore } from '../service/aws.ts';
import { clock } from '../service/environment.ts';
import { fileDownload } from '../service/network.ts';
import { providers } from '../service/providers.ts';
import { coins, tasks, throttle } from '../service/records.ts';
import { storeResult } from '../tasks/store-result.ts';
import { step } from './step.ts';

const payload = z.object({ taskId: z.string() });
const context = {
  ...providers(),
  tasks: tasks(),
  coins: coins(),
  throttle: throttle(),
  results: createResultStore({ media: mediaStore(), download: fileDownload() }),
  clock,
};

/** The task workflow's state "Store the result". */
export const handler = step('store-result', payload, ({ taskId }) => storeResult(context, taskId));
