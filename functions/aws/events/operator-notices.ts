import type { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import type { OperatorNotices } from '../../webhooks/ports.ts';

/** The `source` of every event that we put on the bus. */
const SOURCE = 'reelhook';

/** The function that tells must itself end in time; a notice that takes longer is only in the log. */
const TIMEOUT_MILLISECONDS = 5000;

const answerSchema = z.object({ FailedEntryCount: z.number() });

/**
 * Tells operators through the account's default EventBridge bus (Amazon EventBridge API reference, PutEvents), for
 * which they can set rules. Each notice is in the log as well: EventBridge being out of order holds nothing up.
 */
export function createOperatorNotices({
  client,
  url,
  log,
}: {
  /** Signs for the service `events`. */
  client: AwsClient;
  url: string;
  log: {
    warn(message: string, details: Record<string, string>): void;
    error(message: string, details: { error: Error }): void;
  };
}): OperatorNotices {
  async function put(detailType: string, detail: object): Promise<void> {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSEvents.PutEvents',
    };
    const entry = { Source: SOURCE, DetailType: detailType, Detail: JSON.stringify(detail) };
    const body = JSON.stringify({ Entries: [entry] });
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const response = await client.fetch(url, { headers, body, signal });
    const text = await response.text();
    if (!response.ok || answerSchema.parse(JSON.parse(text)).FailedEntryCount > 0) {
      throw new Error(`EventBridge answered ${response.status} to PutEvents: ${text}`);
    }
  }

  return {
    async endpointDisabled(notice) {
      log.warn('an endpoint was disabled', notice);
      try {
        await put('Webhook Endpoint Disabled', notice);
      } catch (error) {
        log.error('the event bus could not be told', { error: error as Error });
      }
    },
  };
}
