import { Logger } from '@aws-lambda-powertools/logger';

/** Writes JSON lines that CloudWatch and the local run read. Its level is LOG_LEVEL's, its service POWERTOOLS_SERVICE_NAME's. */
export const logger = new Logger();

/** For faults that the work goes on in spite of. */
export function warn(message: string, error?: unknown): void {
  logger.warn(message, { error: error as Error });
}
