import middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { apiContext } from '../context.ts';
import { answer } from '../http/answer.ts';
import { respondInEnvelope } from '../http/respond-in-envelope.ts';
import { routes } from '../http/routes.ts';
import { logger } from '../logger.ts';

const context = apiContext();

/** Everything behind the HTTP API. */
export const handler = middy<APIGatewayProxyEventV2, unknown>()
  .use(respondInEnvelope(logger, context.clock))
  .handler((event) => answer(context, routes, event));
