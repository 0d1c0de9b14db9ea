import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import packageFile from '../../package.json' with { type: 'json' };
import type { OpenApi } from '../client/openapi/open-api.ts';
import type { ApiAnswer, ToolRequest } from '../mcp/call-tool.ts';
import { serveMcp } from '../mcp/serve-mcp.ts';
import { calledFunctions } from '../service/functions.ts';
import { warn } from '../service/logger.ts';

let document: Promise<OpenApi> | undefined;

/** Read once; after a failure, again. */
function readDocument(): Promise<OpenApi> {
  document ??= readOpenApi().catch((error: unknown) => {
    document = undefined;
    throw error;
  });
  return document;
}

async function readOpenApi(): Promise<OpenApi> {
  const request = { method: 'GET', path: '/openapi.json', query: {}, headers: {} };
  const answer = await calledFunctions.describeApi(toEvent(request, '127.0.0.1'));
  return JSON.parse(getText(answer));
}

/** The MCP endpoint, for agents: calls the API as its callers do, and may do nothing else. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { http } = event.requestContext;
  const call = async (request: ToolRequest): Promise<ApiAnswer> => {
    const answer = await calledFunctions.api(toEvent(request, http.sourceIp));
    return { status: answer.statusCode ?? 200, body: JSON.parse(getText(answer)) };
  };
  const context = { readDocument, call, version: packageFile.version, warn };
  const response = await serveMcp(context, toRequest(event));
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

function toRequest({ headers, rawPath, requestContext, ...event }: APIGatewayProxyEventV2) {
  const { method } = requestContext.http;
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const known = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return new Request(`https://${requestContext.domainName}${rawPath}`, {
    method,
    headers: known,
    ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
  });
}

/** As the HTTP API gives a request to the API's function: payload format 2.0 (API Gateway Developer Guide). */
function toEvent({ method, path, query, headers, body }: ToolRequest, sourceIp: string) {
  const hasQuery = Object.keys(query).length > 0;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { 'content-type': 'application/json', ...headers },
    ...(hasQuery ? { queryStringParameters: query } : {}),
    requestContext: {
      ...{ accountId: 'mcp', apiId: 'mcp', domainName: 'mcp', domainPrefix: 'mcp' },
      ...{ routeKey: '$default', stage: '$default', requestId: randomUUID() },
      ...{ time: new Date().toISOString(), timeEpoch: Date.now() },
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: 'Reelhook/mcp' },
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
  } satisfies APIGatewayProxyEventV2;
}

function getText({ body = '', isBase64Encoded }: APIGatewayProxyStructuredResultV2): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
}
