import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readCallback } from '../api/server/read-callback.ts';
import { respondInEnvelope } from '../api/server/respond-in-envelope.ts';
import { waitingStates } from '../service/aws.ts';
import { clock, config } from '../service/environment.ts';
import { logger, warn } from '../service/logger.ts';
import { providers } from '../service/providers.ts';
import { durations, tasks } from '../service/records.ts';
import { receiveCallback } from '../tasks/receive-callback.ts';

const context = {
  ...providers(),
  tasks: tasks(),
  durations: durations(),
  waitingStates: waitingStates(),
  deadlineSeconds: config().TASK_DEADLINE_SECONDS,
  clock,
  warn,
};

/** Where providers call to say that they are done; asks them whether that is true and resumes the execution. */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(respondInEnvelope(logger, context.clock))
  .handler(async (event) => {
    await receiveCallback(context, readCallback(event));
    return { form: 'envelope', data: null };
  });
