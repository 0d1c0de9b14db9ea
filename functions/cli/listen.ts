import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createEventSource, ListenRefusedError } from './event-source.ts';
import { followEvents } from './follow-events.ts';
import { forwardEvent } from './forward-event.ts';
import { ListenOptionsError, readListenOptions, USAGE } from './listen-options.ts';

/**
 * `npm run listen`: forwards the events of an account to a program on this machine, signed as webhooks are, without a
 * tunnel.
 */
async function listen(): Promise<void> {
  const options = readListenOptions(process.argv.slice(2), {
    token: process.env['REELHOOK_TOKEN'],
    firstUserFile: join(process.cwd(), '.reelhook', 'first-user.json'),
  });
  const ending = new AbortController();
  const { signal } = ending;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort());
  process.stdout.write(`From ${options.url} to ${options.forward}; Ctrl-C ends it.\n`);
  await followEvents(
    {
      source: createEventSource(options.url, options.token),
      forward: (event, secret) => forwardEvent(options.forward, secret, event, Date.now()),
      print: (line) => void process.stdout.write(`${line}\n`),
      wait: (seconds) => setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined),
      hasEnded: () => signal.aborted,
    },
    options.since,
  );
}

function explain(error: unknown): string {
  if (error instanceof ListenOptionsError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof ListenRefusedError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

listen().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
