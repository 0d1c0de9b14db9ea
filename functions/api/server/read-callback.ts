import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { CallbackCall } from '../../tasks/receive-callback.ts';

/** A provider's call as it arrived: who it claims to be in the path, its secret in the query, its body untouched. */
export function readCallback(event: APIGatewayProxyEventV2): CallbackCall {
  const { pathParameters = {}, queryStringParameters = {}, headers, body = '' } = event;
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  return {
    provider: pathParameters['provider'] ?? '',
    taskId: pathParameters['taskId'] ?? '',
    secret: queryStringParameters['secret'] ?? '',
    request: {
      url: `https://${event.requestContext.domainName}${event.rawPath}${query}`,
      headers,
      rawBody: Buffer.from(body, event.isBase64Encoded ? 'base64' : 'utf8'),
    },
  };
}
