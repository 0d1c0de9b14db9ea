import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Agent, createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { postJson } from './post-json.ts';

/*
 * The work of Reelhook's tasks done with BullMQ, as a user would write it: a task is a job, accepted when Redis has it,
 * started at the provider, checked twice a second, and told to a webhook with a signature. Its arguments: the folder of
 * bullmq, its own port, Redis' port and the provider's address.
 */

interface Job {
  readonly data: { readonly id: string; readonly webhook: string; readonly work?: string };
  updateData(data: object): Promise<void>;
  moveToDelayed(time: number, token: string | undefined): Promise<void>;
}

interface BullMq {
  readonly Queue: new (
    name: string,
    options: object,
  ) => { add(name: string, data: object, options: object): Promise<unknown> };
  readonly Worker: new (
    name: string,
    work: (job: Job, token: string | undefined) => Promise<void>,
    options: object,
  ) => unknown;
  readonly DelayedError: new () => Error;
}

const [folder = '', port = '', redisPort = '', provider = ''] = process.argv.slice(2);
const { Queue, Worker, DelayedError }: BullMq = createRequire(join(folder, 'package.json'))(
  'bullmq',
);
const connection = { host: '127.0.0.1', port: Number(redisPort), maxRetriesPerRequest: null };
const agent = new Agent({ keepAlive: true, maxSockets: 100 });
const secret = randomBytes(32);
const CHECK_MILLISECONDS = 500;
const SIDE_BY_SIDE = 50;

async function work(job: Job, token: string | undefined): Promise<void> {
  const { id, webhook, work: started } = job.data;
  if (started === undefined) {
    const { body } = await postJson(`${provider}/start`, { id }, {}, agent);
    await job.updateData({ ...job.data, work: (body as { work: string }).work });
    return later(job, token);
  }
  const { body } = await postJson(`${provider}/check`, { work: started }, {}, agent);
  const { isDone, url } = body as { isDone: boolean; url: string };
  if (!isDone) return later(job, token);
  await job.updateData({ ...job.data, result: url });
  const event = JSON.stringify({ type: 'task.completed', data: { _id: id, result_url: url } });
  const signature = createHmac('sha256', secret).update(`${id}.${event}`).digest('base64');
  await postJson(
    webhook,
    JSON.parse(event),
    { 'webhook-id': id, 'webhook-signature': signature },
    agent,
  );
}

async function later(job: Job, token: string | undefined): Promise<never> {
  await job.moveToDelayed(Date.now() + CHECK_MILLISECONDS, token);
  throw new DelayedError();
}

const queue = new Queue('tasks', { connection });
new Worker('tasks', work, { connection, concurrency: SIDE_BY_SIDE });
createServer(async (request, response) => {
  const { webhook_url: webhook } = (await json(request)) as { webhook_url: string };
  const id = randomUUID();
  await queue.add('task', { id, webhook }, { jobId: id });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ data: { _id: id } }));
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
