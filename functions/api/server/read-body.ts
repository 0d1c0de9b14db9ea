import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import { findReservedName } from '../../catalog/reserved-names.ts';
import { ApiError } from './api-error.ts';

/** The largest body that is read, in bytes; the largest request A2E documents is far below. */
const LARGEST_BODY = 65_536;
/** How deep objects and arrays may lie in each other. */
const DEEPEST = 16;
/** How many members one object or array may have; the longest list that is read holds 100. */
const MOST_MEMBERS = 1_000;

/**
 * The JSON in a request's body, whatever content type it claims (a2e-api 1: some clients send `text/plain`, some a
 * body with GET). An empty body reads as an empty object.
 * @throws ApiError 400 or 413, InvalidRequestError
 */
export function readBody(event: APIGatewayProxyEventV2): unknown {
  if (event.requestContext.http.method === 'GET' || !event.body) return {};
  const text = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString() : event.body;
  if (Buffer.byteLength(text) > LARGEST_BODY) {
    throw new ApiError(413, `The body is larger than ${LARGEST_BODY} bytes.`);
  }
  if (text.trim() === '') return {};
  const body = parse(text);
  checkShape(body);
  checkNames(body);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(400, `The body is not valid JSON: ${reason}`);
  }
}

/** No field of ours is called so, and nothing that keeps such a member keeps it right. */
function checkNames(body: unknown): void {
  const name = findReservedName(body);
  if (name === undefined) return;
  const message = 'must not be sent: no member may have a name that every object has';
  throw new InvalidRequestError([{ field: name, message }]);
}

/** Walks level by level, so that no depth can exhaust the stack. */
function checkShape(value: unknown): void {
  let containers = [value].filter(isContainer);
  for (let depth = 0; containers.length > 0; depth += 1) {
    if (depth === DEEPEST) {
      throw new ApiError(400, `The body is nested deeper than ${DEEPEST} levels.`);
    }
    const members = containers.map((container) => Object.values(container));
    if (members.some(({ length }) => length > MOST_MEMBERS)) {
      throw new ApiError(400, `The body has a list of more than ${MOST_MEMBERS} members.`);
    }
    containers = members.flat().filter(isContainer);
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
