import * as z from 'zod';
import type { TargetService } from './aws-call.ts';

/** An AWS service whose protocol is JSON with the operation in `X-Amz-Target`. */
export interface LocalJsonService {
  /** What stands before the operation in `X-Amz-Target`, dot included. */
  targetPrefix: string;
  contentType: string;
  /** Carries out one operation. Throws ServiceError for what the service refuses. */
  handle(operation: string, body: unknown): JsonAnswer | Promise<JsonAnswer>;
}

export interface JsonAnswer {
  status: number;
  body: unknown;
}

/** An error of an AWS service; `type` is the service's name for it. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** The most that Step Functions and KMS take is far less. */
const LARGEST_BODY_BYTES = 4 * 1024 * 1024;

/** The service as the AWS endpoint calls it. */
export function asTargetService(service: LocalJsonService): TargetService {
  const headers = { 'content-type': service.contentType };
  return {
    targetPrefix: service.targetPrefix,
    largestBodyBytes: LARGEST_BODY_BYTES,
    async answer(operation, text) {
      const { status, body } = await carryOut(service, operation, text);
      return { status, headers, body: JSON.stringify(body) };
    },
  };
}

async function carryOut(
  service: LocalJsonService,
  operation: string,
  text: string,
): Promise<JsonAnswer> {
  try {
    return await service.handle(operation, JSON.parse(text || '{}'));
  } catch (error) {
    const refused = asServiceError(error);
    return { status: refused.status, body: { __type: refused.type, message: refused.message } };
  }
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof SyntaxError) {
    return new ServiceError('SerializationException', error.message);
  }
  if (error instanceof z.ZodError) {
    return new ServiceError('ValidationException', z.prettifyError(error));
  }
  throw error;
}
