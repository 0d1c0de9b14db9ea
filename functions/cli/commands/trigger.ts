import type { Command } from 'commander';
import { getData } from '../../client/get-data.ts';
import { callOperation } from '../call-operation.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { getCall } from '../get-call.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';

/** `reelhook trigger`: an example of an event, sent as the real one would be. */
export function addTriggerCommand(program: Command, context: CliContext): void {
  const command = program
    .command('trigger <event>')
    .summary('send an example of an event')
    .description('Sends an example of an event, signed, to one endpoint or to all.');
  addServerOptions(command).option('--endpoint <id>', 'to this endpoint only');
  addExamples(command, [['trigger task.completed', 'To every endpoint:']]);
  command.action(async (type: string) => {
    const { terminal } = context;
    const options = command.opts<ConnectedOptions & { endpoint?: string }>();
    const client = await connect(context, options);
    const { rows } = await getData(client.api.GET('/api/v1/webhooks/endpoints'));
    const ids = options.endpoint ? [options.endpoint] : rows.map(({ _id }) => _id);
    if (ids.length === 0) {
      throw new CliError('There is no endpoint: reelhook endpoints add <url>', 'refused');
    }
    const call = getCall(context, 'postWebhooksEndpointsByIdTest');
    const sent = [];
    for (const id of ids) {
      const delivery = await callOperation(client, call, { id, type });
      sent.push(delivery);
      if (!options.json) terminal.print(`${id}  ${(delivery as { status: string }).status}`);
    }
    if (options.json) terminal.printJson(sent);
  });
}
