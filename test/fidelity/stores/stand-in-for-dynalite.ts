import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A server like dynalite's that hands every request on to DynamoDB Local, where it has tables of its own. */
function dynalite(): Server {
  const accessKey = randomBytes(8).toString('hex');
  return createServer((request, response) => {
    void forward(accessKey, request, response);
  });
}

async function forward(
  accessKey: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const endpoint = (globalThis as { dynamodbEndpoint?: string }).dynamodbEndpoint;
  const { authorization = '' } = request.headers;
  const answer = await fetch(String(endpoint), {
    method: 'POST',
    headers: {
      'content-type': String(request.headers['content-type']),
      'x-amz-target': String(request.headers['x-amz-target']),
      'x-amz-date': String(request.headers['x-amz-date']),
      authorization: authorization.replace(/Credential=[^/]+/, `Credential=${accessKey}`),
    },
    body: await buffer(request),
  });
  response.writeHead(answer.status, {
    'content-type': String(answer.headers.get('content-type')),
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

export { dynalite as 'module.exports' };
