import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postJson } from './post-json.ts';

/** What the load measured of one task, in milliseconds on this process's clock. */
export interface MeasuredTask {
  /** How long the start took to be answered. */
  readonly acceptMilliseconds: number;
  readonly acceptedAt: number;
  /** When the callback came; nothing while it has not. */
  completedAt?: number;
}

/**
 * Starts tasks over keep-alive connections and takes their callbacks.
 * @param headers optional; of each request, beside its own
 */
export async function openLoad(
  apiUrl: string,
  token: string,
  connections: number,
  headers: Readonly<Record<string, string>> = {},
) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tasks = new Map<string, MeasuredTask>();
  /** A callback may be faster than the answer to its start. */
  const early = new Map<string, number>();
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { _id: string } };
      const task = tasks.get(data._id);
      if (task) task.completedAt ??= performance.now();
      else early.set(data._id, performance.now());
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;

  return {
    tasks,
    /** Starts one task. @throws Error when it is not accepted. */
    async start(prompt: string, withCallback = true): Promise<MeasuredTask> {
      const webhook = withCallback ? { webhook_url: `http://127.0.0.1:${port}/` } : {};
      const body = { name: 'load', image_url: 'https://example.com/photo.jpg', prompt, ...webhook };
      const begun = performance.now();
      const url = `${apiUrl}/api/v1/userImage2Video/start`;
      const answer = await postJson(
        url,
        body,
        { authorization: `Bearer ${token}`, ...headers },
        agent,
      );
      const acceptedAt = performance.now();
      if (answer.status !== 200) throw new Error(`A start was answered ${answer.status}.`);
      const { data } = answer.body as { data: { _id: string } };
      const task: MeasuredTask = { acceptMilliseconds: acceptedAt - begun, acceptedAt };
      const completedAt = early.get(data._id);
      if (completedAt !== undefined) task.completedAt = completedAt;
      tasks.set(data._id, task);
      return task;
    },
    async close(): Promise<void> {
      agent.destroy();
      receiver.closeAllConnections();
      receiver.close();
    },
  };
}

export type Load = Awaited<ReturnType<typeof openLoad>>;
