import * as z from 'zod';
import type { OperatorNotices } from '../../webhooks/ports.ts';
import { callJson, type JsonService } from '../json-call.ts';

/** The `source` of every event that we put on the bus. */
const SOURCE = 'reelhook';

/** The function that sends a notice must itself end in time; a notice that takes longer is only in the log. */
const TIMEOUT_MILLISECONDS = 5000;

const answerSchema = z.object({ FailedEntryCount: z.number() });

/**
 * Notifies operators through the account's default EventBridge bus (Amazon EventBridge API reference, PutEvents), for
 * which they can set rules. Each notice is in the log as well: EventBridge being unavailable holds nothing up.
 */
export function createOperatorNotices({
  log,
  ...events
}: JsonService & {
  log: {
    warn(message: string, details: Record<string, string>): void;
    error(message: string, details: { error: Error }): void;
  };
}): OperatorNotices {
  async function put(detailType: string, detail: object): Promise<void> {
    const entry = { Source: SOURCE, DetailType: detailType, Detail: JSON.stringify(detail) };
    const output = await callJson(events, {
      target: 'AWSEvents.PutEvents',
      protocol: 'AWS JSON 1.1',
      input: { Entries: [entry] },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (answerSchema.parse(output).FailedEntryCount > 0) {
      throw new Error(`EventBridge refused the entry: ${JSON.stringify(output)}`);
    }
  }

  return {
    async endpointDisabled(notice) {
      log.warn('an endpoint was disabled', notice);
      try {
        await put('Webhook Endpoint Disabled', notice);
      } catch (error) {
        log.error('the event bus took no notice', { error: error as Error });
      }
    },
  };
}
