import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBody, TooLargeError } from './http.ts';

/** An AWS service whose protocol is JSON with the operation in `X-Amz-Target`. */
export interface JsonService {
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

/** Serves one request with the service. @param target the request's `X-Amz-Target` */
export async function serveJson(
  service: JsonService,
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await answer(service, target, request);
  response.writeHead(status, { 'content-type': service.contentType }).end(JSON.stringify(body));
}

async function answer(
  service: JsonService,
  target: string,
  request: IncomingMessage,
): Promise<JsonAnswer> {
  try {
    const text = (await readBody(request, LARGEST_BODY_BYTES)).toString('utf8') || '{}';
    const operation = target.slice(service.targetPrefix.length);
    return await service.handle(operation, JSON.parse(text));
  } catch (error) {
    const refused = asServiceError(error);
    return { status: refused.status, body: { __type: refused.type, message: refused.message } };
  }
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof SyntaxError || error instanceof TooLargeError) {
    return new ServiceError('SerializationException', error.message);
  }
  if (error instanceof z.ZodError) {
    return new ServiceError('ValidationException', z.prettifyError(error));
  }
  throw error;
}
