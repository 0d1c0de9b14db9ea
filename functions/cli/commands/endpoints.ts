import type { Command } from 'commander';
import { getData } from '../../client/get-data.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';
import { formatTable } from '../terminal/format-table.ts';

const ID = '6b041e9cff17e54d42a0b72b';

/** `reelhook endpoints`: where outcomes are sent, and what became of it. */
export function addEndpointsCommand(program: Command, context: CliContext): void {
  const { terminal } = context;
  const endpoints = program
    .command('endpoints')
    .summary('webhook endpoints and their deliveries')
    .description('Registers webhook endpoints, and shows and repeats what was sent to them.');
  const show = (options: ConnectedOptions, value: unknown, line: string) =>
    options.json ? terminal.printJson(value) : terminal.print(line);
  const create = (words: string, summary: string) =>
    addServerOptions(endpoints.command(words).summary(summary).description(`${summary}.`));
  const at = (id: string) => ({ params: { path: { id } } });

  const list = create('list', 'list the endpoints');
  addExamples(list, [['endpoints list --json | jq -r .rows[].url', 'In a pipe:']]);
  list.action(async () => {
    const options = list.opts<ConnectedOptions>();
    const { api } = await connect(context, options);
    const { rows } = await getData(api.GET('/api/v1/webhooks/endpoints'));
    if (options.json) return terminal.printJson({ rows });
    if (rows.length === 0) return terminal.note('No endpoint is registered.');
    const cells = rows.map(({ _id, state, url }) => [_id, state, url]);
    for (const line of formatTable(['ID', 'STATE', 'URL'], cells, terminal.columns)) {
      terminal.print(line);
    }
  });

  const add = create('add <url>', 'register an endpoint; prints its secret')
    .option('--events <types>', 'the types of event, separated by commas; default all')
    .option('--description <text>', 'what it is for');
  addExamples(add, [
    ['endpoints add https://example.com/hook --events task.completed', 'One type only:'],
  ]);
  add.action(async (url: string) => {
    const { events, description, ...options } = add.opts<
      ConnectedOptions & { events?: string; description?: string }
    >();
    const { api } = await connect(context, options);
    const body = {
      url,
      ...(events ? { events: events.split(',') } : {}),
      ...(description ? { description } : {}),
    };
    const made = await getData(api.POST('/api/v1/webhooks/endpoints', { body: body as never }));
    show(options, made, `${made._id}  ${made.secret}`);
  });

  const ping = create('ping <id>', 'send a ping');
  addExamples(ping, [[`endpoints ping ${ID}`, 'Whether it answers:']]);
  ping.action(async (id: string) => {
    const { api } = await connect(context, ping.opts<ConnectedOptions>());
    const delivery = await getData(api.POST('/api/v1/webhooks/endpoints/{id}/ping', at(id)));
    show(ping.opts(), delivery, describe(delivery));
  });

  const rotate = create('rotate <id>', 'make a new secret; the old one holds for a day');
  addExamples(rotate, [[`endpoints rotate ${ID}`, 'Prints the new one:']]);
  rotate.action(async (id: string) => {
    const { api } = await connect(context, rotate.opts<ConnectedOptions>());
    const changed = await getData(
      api.POST('/api/v1/webhooks/endpoints/{id}/secret/rotate', { ...at(id), body: {} as never }),
    );
    show(rotate.opts(), changed, changed.secret);
  });

  const attempts = create('attempts <id>', 'list the deliveries to an endpoint');
  addExamples(attempts, [[`endpoints attempts ${ID}`, 'The latest:']]);
  attempts.action(async (id: string) => {
    const options = attempts.opts<ConnectedOptions>();
    const { api } = await connect(context, options);
    const page = await getData(api.GET('/api/v1/webhooks/endpoints/{id}/deliveries', at(id)));
    if (options.json) return terminal.printJson(page);
    for (const delivery of page.rows) terminal.print(describe(delivery));
  });

  const send = create('send <delivery>', 'send a delivery again, now');
  addExamples(send, [
    [
      `endpoints send evt_8369234c70def37fc6f8d9900dfd9f90-${ID}`,
      'One that endpoints attempts shows:',
    ],
  ]);
  send.action(async (id: string) => {
    const { api } = await connect(context, send.opts<ConnectedOptions>());
    const delivery = await getData(api.POST('/api/v1/deliveries/{id}/retry', at(id)));
    show(send.opts(), delivery, describe(delivery));
  });

  const recover = create(
    'recover <id>',
    'send everything again that failed since a time',
  ).requiredOption('--since <time>', 'ISO 8601, such as 2026-11-23T09:00:00Z');
  addExamples(recover, [
    [`endpoints recover ${ID} --since 2026-11-23T09:00:00Z`, 'After an hour without a receiver:'],
  ]);
  recover.action(async (id: string) => {
    const { since, ...options } = recover.opts<ConnectedOptions & { since: string }>();
    const { api } = await connect(context, options);
    const recovered = await getData(
      api.POST('/api/v1/webhooks/endpoints/{id}/recover', { ...at(id), body: { since } as never }),
    );
    terminal.printJson(recovered);
  });
}

interface DescribedDelivery {
  readonly _id: string;
  readonly status: string;
  readonly event_type?: string;
  readonly attempts: readonly { readonly at: string; readonly outcome?: string }[];
}

function describe({ _id, status, event_type = '', attempts }: DescribedDelivery): string {
  const last = attempts.at(-1);
  const when = last ? `, last at ${last.at}` : '';
  return `${_id}  ${status}  ${event_type}  ${attempts.length} attempts${when}`;
}
