import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range that Linux takes the ports of outgoing connections from, so that none of those comes between. */
const RANGE = [20_000, 32_000] as const;

/** A port with two free ones after it, as the local run needs them. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...RANGE);
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
