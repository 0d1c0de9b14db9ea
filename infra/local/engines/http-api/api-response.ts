import type { ServerResponse } from 'node:http';
import * as z from 'zod';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const structuredResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer ready to be written. */
export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

/**
 * What API Gateway makes of a function's result in payload format 2.0: with a `statusCode` a structured response, else
 * a 200 whose JSON body is the result. Undefined when the result is malformed.
 * @param payload JSON text
 */
export function parseApiResponse(payload: string): ApiResponse | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return jsonResponse(200, typeof result === 'string' ? result : payload);
  }
  const parsed = structuredResponse.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowerCase = Object.entries(headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  return {
    status: statusCode,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...Object.fromEntries(lowerCase) },
    cookies: cookies ?? [],
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** An answer of API Gateway's own. */
export function gatewayMessage(status: number, message: string): ApiResponse {
  return jsonResponse(status, JSON.stringify({ message }));
}

function jsonResponse(status: number, text: string): ApiResponse {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, cookies: [], body: Buffer.from(text) };
}

/** Writes the answer. Throws when a header is one that HTTP does not allow. */
export function writeResponse(
  response: ServerResponse,
  { status, headers, cookies, body }: ApiResponse,
): void {
  const { 'content-length': _, 'transfer-encoding': __, ...kept } = headers;
  response.writeHead(status, {
    ...kept,
    ...(cookies.length > 0 && { 'set-cookie': cookies }),
    'content-length': body.length,
  });
  response.end(body);
}
