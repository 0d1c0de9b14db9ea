import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ApiError } from './api-error.ts';

/** In characters. A path holds at most a few ids; DynamoDB takes no key above 1,024 bytes (Constraints, sort key). */
const LONGEST_PATH = 1_000;
/** In characters. The longest query there is names a page and a cursor. */
const LONGEST_QUERY = 4_096;
/** In characters, of one value. A signed or proxied request carries longer ones, but none that is read here. */
const LONGEST_HEADER = 4_096;
/** In characters, all names and values together; API Gateway itself refuses more than 10,240 bytes. */
const LONGEST_HEADERS = 10_240;

/**
 * Refuses what is longer than anything that the API reads, before anything is done with it. The body has its
 * own limits (`read-body.ts`), and every field those of its schema.
 * @throws ApiError 414 or 431
 */
export function checkLengths({ requestContext, rawQueryString, headers }: Lengths): void {
  if (requestContext.http.path.length > LONGEST_PATH) {
    throw new ApiError(414, `The path is longer than ${LONGEST_PATH} characters.`);
  }
  if (rawQueryString.length > LONGEST_QUERY) {
    throw new ApiError(414, `The query is longer than ${LONGEST_QUERY} characters.`);
  }
  const lengths = Object.entries(headers).map(
    ([name, value = '']) => [name, value.length] as const,
  );
  const [longest] = lengths.find(([, length]) => length > LONGEST_HEADER) ?? [];
  if (longest !== undefined) {
    throw new ApiError(431, `The header ${longest} is longer than ${LONGEST_HEADER} characters.`);
  }
  const total = lengths.reduce((sum, [name, length]) => sum + name.length + length, 0);
  if (total > LONGEST_HEADERS) {
    throw new ApiError(431, `The headers are longer than ${LONGEST_HEADERS} characters.`);
  }
}

type Lengths = Pick<APIGatewayProxyEventV2, 'requestContext' | 'rawQueryString' | 'headers'>;
