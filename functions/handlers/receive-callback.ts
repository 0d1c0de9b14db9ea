import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readCallback } from '../api/server/read-callback.ts';
import { respondInEnvelope } from '../api/server/respond-in-envelope.ts';
import { waitingStates } from '../service/aws.ts';
import { clock } from '../service/environment.ts';
import { logger } from '../service/logger.ts';
import { providers } from '../service/providers.ts';
import { tasks } from '../service/records.ts';
import { receiveCallback } from '../tasks/receive-callback.ts';

const context = { ...providers(), tasks: tasks(), waitingStates: waitingStates(), clock };

/** Where providers call to say that they are done; answers at once and does nothing else. */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(respondInEnvelope(logger, context.clock))
  .handler(async (event) => {
    await receiveCallback(context, readCallback(event));
    return { form: 'envelope', data: null };
  });
