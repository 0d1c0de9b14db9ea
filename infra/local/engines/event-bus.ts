import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { type LocalJsonService, ServiceError } from './json-service.ts';

/** The most entries of one call (Amazon EventBridge API Reference, "PutEvents"). */
const MOST_ENTRIES = 10;

const putEventsInput = z.object({
  Entries: z
    .array(
      z.object({
        Source: z.string().min(1),
        DetailType: z.string().min(1),
        Detail: z.string().transform(parseDetail),
        EventBusName: z.literal('default').optional(),
      }),
    )
    .min(1)
    .max(MOST_ENTRIES),
});

/** EventBridge's default bus, as far as functions put events on it: nobody has rules here, so each is a line of the log. */
export function createEventBus(log: Log): LocalJsonService {
  return {
    targetPrefix: 'AWSEvents.',
    contentType: 'application/x-amz-json-1.1',
    handle(operation, body) {
      if (operation !== 'PutEvents') {
        const message = `Reelhook's local run does not support EventBridge ${operation}`;
        throw new ServiceError('UnknownOperationException', message);
      }
      const { Entries } = putEventsInput.parse(body);
      for (const { Source, DetailType, Detail } of Entries) {
        const details = Object.entries(Detail).map(([name, value]) => `${name}=${asText(value)}`);
        const message = [`${DetailType} (from ${Source})`, ...details].join(' ');
        log({ source: 'event bus', level: 'info', message });
      }
      const accepted = Entries.map(() => ({ EventId: randomUUID() }));
      return { status: 200, body: { FailedEntryCount: 0, Entries: accepted } };
    },
  };
}

function parseDetail(text: string, context: z.RefinementCtx): object {
  try {
    const detail: unknown = JSON.parse(text);
    if (typeof detail === 'object' && detail !== null) return detail;
  } catch {
    // Said below.
  }
  context.addIssue({ code: 'custom', message: 'Detail must be a JSON object' });
  return z.NEVER;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
