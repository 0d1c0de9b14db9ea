import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { findServer } from '../server/find-server.ts';
import { addServerOptions, type ConnectedOptions } from '../server/with-server.ts';
import { createEventSource, type ListedEvent } from '../webhooks/event-source.ts';
import { createLine, followEvents } from '../webhooks/follow-events.ts';
import { forwardEvent } from '../webhooks/forward-event.ts';
import { onKeys } from '../webhooks/on-keys.ts';

interface ListenOptions extends ConnectedOptions {
  readonly events?: string;
  readonly since?: string;
}

/** `reelhook listen`: the events of an account on this machine, signed as webhooks are, without a tunnel. */
export function addListenCommand(program: Command, context: CliContext): void {
  const command = program
    .command('listen [target]')
    .summary('bring webhooks to a program on this machine')
    .description(
      'Forwards the events of an account to a program on this machine, signed as webhooks are, without a tunnel. The target is a port or an address; default 3000. In a terminal, r sends the last event again and d shows its body.',
    );
  addServerOptions(command)
    .option('--events <types>', 'these types only, separated by commas')
    .option('--since <time>', 'also events after this time, such as 2026-11-23T09:00:00Z');
  addExamples(command, [
    ['listen 3000', 'To http://localhost:3000/:'],
    ['listen http://localhost:3000/hook --events task.completed', 'One type only:'],
  ]);
  command.action(async (target = '3000') => {
    const { signal, terminal } = context;
    const options = command.opts<ListenOptions>();
    const url = parseTarget(target);
    const since = options.since === undefined ? undefined : parseTime(options.since);
    const types = options.events?.split(',');
    const { baseUrl, token } = await findServer(context, options);
    const last: { event?: ListedEvent; secret?: string } = {};
    const forward = (event: ListedEvent, secret: string) => {
      Object.assign(last, { event, secret });
      return forwardEvent(url, secret, event, Date.now());
    };
    terminal.print(`From ${baseUrl} to ${url}; Ctrl-C ends it.`);
    const stop = onKeys({
      async r() {
        if (!last.event || !last.secret) return;
        terminal.print(createLine(last.event, await forward(last.event, last.secret)));
      },
      async d() {
        if (last.event) terminal.print(JSON.stringify(JSON.parse(last.event.body), null, 2));
      },
    });
    const follow = {
      source: createEventSource(baseUrl, token),
      forward,
      isWanted: ({ type }: ListedEvent) => types === undefined || types.includes(type),
      print: terminal.print,
      wait: (seconds: number) =>
        setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined),
      hasEnded: () => signal.aborted,
    };
    await followEvents(follow, since).finally(stop);
  });
}

/** A port, an address with or without its scheme. @throws CliError */
export function parseTarget(text: string): string {
  const address = /^\d+$/.test(text)
    ? `http://localhost:${text}/`
    : /^https?:/.test(text)
      ? text
      : `http://${text}`;
  const url = /^\w+:\/\//.test(text) && address !== text ? null : URL.parse(address);
  if (url?.hostname && Number(url.port || 80) <= 65_535) return url.href;
  throw new CliError(`${text} is neither a port nor an http or https URL.`, 'usage');
}

function parseTime(text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new CliError(`--since ${text} is not a time such as 2026-11-23T09:00:00Z.`, 'usage');
}
