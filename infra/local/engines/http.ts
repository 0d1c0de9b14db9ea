import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request's body is larger than the service it is for takes. */
export class TooLargeError extends Error {
  override name = 'TooLargeError';
}

/** The port is another program's. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is taken.`);
    this.port = port;
  }
}

/** Reads a whole body into memory. Throws TooLargeError when it is longer than `limit` bytes. */
export async function readRequestBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // Reading on lets the client send all it has, so that it sees the answer instead of a broken connection.
    if (length <= limit) chunks.push(chunk);
  }
  if (length > limit) throw new TooLargeError(`The body is larger than ${limit} bytes`);
  return Buffer.concat(chunks);
}

/** The address on which nothing but this machine is heard. */
export const LOOPBACK = '127.0.0.1';

/**
 * Listens, on loopback unless a host is given, and answers the port. Throws PortTakenError.
 * @param port 0 lets the system choose
 */
export function listen(server: Server, port: number, host = LOOPBACK): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** How long requests that are being answered may still take once the stack stops. */
const CLOSE_MILLISECONDS = 1_000;

/** Takes no more requests, lets the ones in progress end if that is soon, and closes all connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MILLISECONDS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
