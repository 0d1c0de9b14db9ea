import { Logger } from '@aws-lambda-powertools/logger';
import { hideAddresses } from '../telemetry/hide-addresses.ts';

/**
 * Writes JSON lines that CloudWatch and the local run read, without the addresses of users. Its level is LOG_LEVEL's, its
 * service POWERTOOLS_SERVICE_NAME's.
 */
export const logger = new Logger({
  jsonReplacerFn: (_name, value) => (typeof value === 'string' ? hideAddresses(value) : value),
});

/** For faults that the work goes on in spite of. */
export function warn(message: string, error?: unknown): void {
  logger.warn(message, { error: error as Error });
}
