import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the receiver answers: a status, or whatever the function does with the response to a request. */
export type Answer = number | ((response: ServerResponse, request: ReceivedRequest) => void);

/** A real HTTP server on this machine that remembers what it was sent. The last answer is repeated. */
export async function startReceiver(...answers: Answer[]) {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? 200;
    const received = {
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(received);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else answer(response, received);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    requests,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A receiver that takes its time for each request, and counts how many it has at once. */
export async function startSlowReceiver(milliseconds: number) {
  const concurrency = { now: 0, most: 0 };
  const receiver = await startReceiver((response) => {
    concurrency.now += 1;
    concurrency.most = Math.max(concurrency.most, concurrency.now);
    response.on('close', () => {
      concurrency.now -= 1;
    });
    setTimeout(() => response.writeHead(204).end(), milliseconds);
  });
  return { ...receiver, concurrency };
}
