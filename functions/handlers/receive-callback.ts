import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readCallback } from '../api/server/read-callback.ts';
import { respondInEnvelope } from '../api/server/respond-in-envelope.ts';
import { checks } from '../service/checks.ts';
import { clock } from '../service/environment.ts';
import { logger } from '../service/logger.ts';
import { receiveCallback } from '../tasks/receive-callback.ts';

/** Where providers call to say that they are done; asks them whether that is true and resumes the execution. */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(respondInEnvelope(logger, clock))
  .handler(async (event) => {
    await receiveCallback(checks(), readCallback(event));
    return { form: 'envelope', data: null };
  });
