import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startReceiver } from '../fakes/receiver.ts';
import { eventually } from './eventually.ts';
import { startService } from './service.ts';
import { accepts } from './verify.ts';
import { createWebhookApi } from './webhook-api.ts';

const command = join(import.meta.dirname, '../../functions/cli/main.ts');

/** `reelhook listen` as a process of its own. */
function listen(options: string[], token: string) {
  const child = spawn(process.execPath, [command, 'listen', ...options], {
    env: { ...process.env, REELHOOK_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const exit = once(child, 'exit');
  const said = (words: string | RegExp) =>
    eventually(async () => (output.match(words) ? output : undefined), `"${words}"`);
  return {
    said,
    exit: async () => (await exit)[0] as number | null,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGINT');
      await exit;
    },
  };
}

it('brings the events of a server to a program on this machine, as its webhooks would', async () => {
  await using service = await startService();
  const hooks = createWebhookApi(service.api);
  await using webhooks = await startReceiver(200);
  await using program = await startReceiver(200, 500);
  const { apiUrl } = service.stack;
  await using listener = listen([program.url, '--server', apiUrl], service.user.token);
  await listener.said('Listening');

  const fields = { webhook_url: webhooks.url };
  const tasks = await Promise.all([hooks.failingTask(fields), hooks.failingTask(fields)]);
  await listener.said(/✓ task\.failed {2}\w+ {2}evt_\w+ {2}→ 200/);
  await listener.said(/✗ task\.failed {2}\w+ {2}evt_\w+ {2}→ 500, not 2xx/);
  const bodies = program.requests.map(({ body }) => body);
  expect(bodies.map((body) => JSON.parse(body).data._id).sort()).toEqual([...tasks].sort());
  for (const request of program.requests) {
    const same = webhooks.requests.find(({ body }) => body === request.body);
    expect(same?.headers['webhook-id']).toBe(request.headers['webhook-id']);
    expect(accepts(service.user.signingSecret, request)).toBe(true);
  }
});

it('waits in words for a server that is not there, and gives up on a wrong token', async () => {
  const nobody = await startReceiver(401);
  await using waiting = listen([nobody.url, '--server', 'http://127.0.0.1:9999'], 'sk_x');
  await waiting.said("The server can't be asked: nobody listens there. Trying again.");
  await using refused = listen([nobody.url, '--server', `http://127.0.0.1:${nobody.port}`], 'sk_x');
  await refused.said('does not know this token');
  expect(await refused.exit()).toBe(3);
  await using stranger = await startReceiver((response) => void response.end('hello'));
  const elsewhere = `http://127.0.0.1:${stranger.port}`;
  await using lost = listen([nobody.url, '--server', elsewhere], 'sk_x');
  await lost.said('does not answer as a Reelhook server does');
  await using wrong = listen(['ftp://x y'], 'sk_x');
  await wrong.said('neither a port nor an http or https URL');
  expect(await wrong.exit()).toBe(2);
  await nobody[Symbol.asyncDispose]();
});
