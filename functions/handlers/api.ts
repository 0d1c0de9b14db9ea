import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { operations } from '../api/operations/operations.ts';
import { answer } from '../api/server/answer.ts';
import { respondInEnvelope } from '../api/server/respond-in-envelope.ts';
import { apiContext } from '../context.ts';
import { logger } from '../logger.ts';

const context = apiContext();

/** Everything behind the HTTP API. */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(respondInEnvelope(logger, context.clock))
  .handler((event) => answer(context, operations, event));
