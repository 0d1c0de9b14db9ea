import { once } from 'node:events';
import { createServer } from 'node:net';
import { CliError } from '../exit-codes.ts';

const USUAL_PORT = 8787;
const STEP = 10;
const MOST_TRIES = 50;

/** The first of three ports in a row that are free, the usual ones if they are. */
export async function findFreePorts(): Promise<number> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const port = USUAL_PORT + attempt * STEP;
    const free = await Promise.all([port, port + 1, port + 2].map(isFree));
    if (free.every(Boolean)) return port;
  }
  throw new CliError('No ports are free: choose one with PORT=<port>.');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
