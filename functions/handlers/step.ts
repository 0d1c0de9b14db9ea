import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type * as z from 'zod';
import { logger } from '../service/logger.ts';

/** The parts of a payload that say which work it is about; the rest may hold secrets and is never logged. */
const IDENTITIES = ['taskId', 'renderId', 'eventId', 'endpointId', 'owner', 'execution'];

/**
 * The handler of a step or a command: reads the payload, runs one use case and answers what it answers. An error of the
 * use case becomes the state's, by its name. Every line logged meanwhile names the work.
 */
export function step<Payload, Result>(
  name: string,
  payload: z.ZodType<Payload>,
  useCase: (payload: Payload, millisecondsLeft: () => number) => Promise<Result>,
) {
  return middy<unknown, Result>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use({
      before: ({ event }) => logger.appendKeys(getIdentities(event)),
      onError: ({ error }) => logger.error(`${name} failed`, { error: error as Error }),
    })
    .handler((event, { getRemainingTimeInMillis }) =>
      useCase(payload.parse(event), getRemainingTimeInMillis),
    );
}

function getIdentities(event: unknown): Record<string, unknown> {
  if (typeof event !== 'object' || event === null) return {};
  return Object.fromEntries(Object.entries(event).filter(([name]) => IDENTITIES.includes(name)));
}
