import { Logger } from '@aws-lambda-powertools/logger';

/** Writes JSON lines that CloudWatch and the local run read; the level is LOG_LEVEL's. */
export const logger = new Logger({ serviceName: 'reelhook' });
