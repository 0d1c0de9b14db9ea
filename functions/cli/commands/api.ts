import type { Command } from 'commander';
import { readCalls } from '../../client/openapi/read-calls.ts';
import { callOperation } from '../call-operation.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addFieldOptions, getGivenFields } from '../fields/field-options.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';

/** `reelhook api`: every call of the API as a command, with its fields as options. */
export function addApiCommand(
  program: Command,
  context: CliContext,
  argv: readonly string[],
): void {
  const command = program
    .command('api')
    .summary('make any other call of the API')
    .description(
      'Every call of the API is a command here; `reelhook api <call> --help` shows its fields. Prints the answer as JSON.',
    );
  addExamples(command, [
    ['api getProviders', 'Who makes what:'],
    ['api getTasksByIdTimeline --id 6b041e9cff17e54d42a0b72b', 'What happened to a task:'],
  ]);
  // Hundreds of calls have thousands of options: they are made only where they are asked for.
  if (!argv.includes('api')) return;
  for (const call of readCalls(context.readDocument())) {
    const one = command.command(call.name).summary(`${call.title} (${call.method} ${call.path})`);
    if (!argv.includes(call.name)) continue;
    one.description(`${call.title}. ${call.description}\n\n${call.method} ${call.path}`);
    addServerOptions(one);
    addFieldOptions(one, call.fields, 'Fields:');
    one.action(async () => {
      const options = one.opts<ConnectedOptions>();
      const client = await connect(context, options);
      const fields = getGivenFields(call.fields, { ...options });
      context.terminal.printJson(await callOperation(client, call, fields));
    });
  }
}
