import * as z from 'zod';
import type { Actions } from './action.ts';
import { action, durably } from './action.ts';
import type { Runtime } from './runtime.ts';
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './task-tokens.ts';

const taskToken = z.string().min(1).max(2048);
const successSchema = z.object({ taskToken, output: z.string() });
const failureSchema = z.object({
  taskToken,
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

/** The actions that bring task tokens back. */
export function tokenActions(runtime: Runtime): Actions {
  return [
    [
      'SendTaskSuccess',
      action(successSchema, (body) => {
        sendTaskSuccess(runtime, body.taskToken, body.output);
        return durably(runtime, {});
      }),
    ],
    [
      'SendTaskFailure',
      action(failureSchema, (body) => {
        sendTaskFailure(runtime, body.taskToken, body);
        return durably(runtime, {});
      }),
    ],
    [
      'SendTaskHeartbeat',
      action(z.object({ taskToken }), (body) => {
        sendTaskHeartbeat(runtime, body.taskToken);
        return durably(runtime, {});
      }),
    ],
  ];
}
