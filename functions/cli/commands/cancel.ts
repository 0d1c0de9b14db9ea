import type { Command } from 'commander';
import { callOperation } from '../call-operation.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { getCall } from '../get-call.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';

/** `reelhook cancel`: ends a task that is under way. */
export function addCancelCommand(program: Command, context: CliContext): void {
  const command = program
    .command('cancel <id>')
    .summary('end a task that is under way')
    .description('Ends a task that is under way.');
  addServerOptions(command);
  addExamples(command, [['cancel 6b041e9cff17e54d42a0b72b', 'Ends it:']]);
  command.action(async (id: string) => {
    const options = command.opts<ConnectedOptions>();
    const client = await connect(context, options);
    const task = await callOperation(client, getCall(context, 'postTasksByIdCancel'), { id });
    if (options.json) return context.terminal.printJson(task);
    context.terminal.note(`Cancelled ${id}.`);
  });
}
