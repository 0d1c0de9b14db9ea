import { Logger } from '@aws-lambda-powertools/logger';

/** Writes JSON lines that CloudWatch and the local run read. Its level is LOG_LEVEL's, its service POWERTOOLS_SERVICE_NAME's. */
export const logger = new Logger();
