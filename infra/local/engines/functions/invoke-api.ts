import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSigned, unsignedMessage } from '../aws-call.ts';
import { readRequestBody, TooLargeError } from '../http.ts';
import type { EventQueue } from './event-queue.ts';
import { parseFunctionName } from './function-types.ts';
import type { FunctionsEngine } from './functions-engine.ts';
import { type InvocationResult, LARGEST_PAYLOAD_BYTES } from './invocation.ts';

/** Payload limits in bytes (AWS Lambda Developer Guide, "Lambda quotas"). */
const LIMITS = {
  RequestResponse: LARGEST_PAYLOAD_BYTES,
  Event: 1_048_576,
  DryRun: LARGEST_PAYLOAD_BYTES,
};

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/;

/** Whether a request's path is one of the Lambda API's. */
export function isInvokePath(path: string): boolean {
  return path.startsWith('/2015-03-31/functions/');
}

/** Lambda's Invoke call (AWS Lambda API Reference, "Invoke"), over HTTP. */
export function createInvokeApi(functions: FunctionsEngine, events: EventQueue) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-amzn-requestid', randomUUID());
    if (!isSigned(request.headers.authorization)) {
      return fail(response, 403, 'MissingAuthenticationTokenException', unsignedMessage);
    }
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    const name = decodeURIComponent(invocationPath.exec(path)?.[1] ?? '');
    const type = String(request.headers['x-amz-invocation-type'] ?? 'RequestResponse');
    if (name === '' || !functions.has(name)) {
      return fail(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
    }
    if (!Object.hasOwn(LIMITS, type)) {
      return fail(response, 400, 'InvalidParameterValueException', `Unknown type ${type}`);
    }
    const limit = LIMITS[type as keyof typeof LIMITS];
    const payload = await readPayload(request, limit);
    if (payload === 'too large') {
      const message = `payload is too large for the ${type} invocation type (limit ${limit} bytes)`;
      return fail(response, 413, 'RequestTooLargeException', message);
    }
    if (payload === 'not JSON') {
      const message = 'Could not parse request body into json';
      return fail(response, 400, 'InvalidRequestContentException', message);
    }
    if (type === 'DryRun') return void response.writeHead(204).end();
    if (type === 'Event') {
      events.enqueue(parseFunctionName(name), payload.json);
      return void response.writeHead(202).end();
    }
    answer(response, await functions.invoke(name, payload.json));
  };
}

async function readPayload(
  request: IncomingMessage,
  limit: number,
): Promise<{ json: string } | 'too large' | 'not JSON'> {
  try {
    const json = (await readRequestBody(request, limit)).toString('utf8') || '{}';
    JSON.parse(json);
    return { json };
  } catch (error) {
    if (error instanceof TooLargeError) return 'too large';
    if (error instanceof SyntaxError) return 'not JSON';
    throw error;
  }
}

function answer(response: ServerResponse, result: InvocationResult): void {
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  if (result.outcome === 'interrupted') {
    fail(response, 500, 'ServiceException', result.reason);
  } else if (result.outcome === 'succeeded') {
    response.writeHead(200, headers).end(result.payload);
  } else {
    const failed = { ...headers, 'x-amz-function-error': 'Unhandled' };
    response.writeHead(200, failed).end(JSON.stringify(result.error));
  }
}

function fail(response: ServerResponse, status: number, name: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
    .end(JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message }));
}
