import type { Command } from 'commander';
import { getData } from '../../client/get-data.ts';
import { readKinds } from '../../client/openapi/read-kinds.ts';
import { uploadFiles } from '../../client/upload-files.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { addFieldOptions } from '../fields/field-options.ts';
import { pickKind } from '../fields/pick-kind.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';
import { createInput } from '../tasks/task-input.ts';

/** What stands for a file in a quote: a quote reads no file, so none is uploaded for it. */
const ANY_FILE = 'https://example.com/file';

/** `reelhook quote`: what a task would cost. */
export function addQuoteCommand(
  program: Command,
  context: CliContext,
  argv: readonly string[],
): void {
  const kind = pickKind(argv, readKinds(context.readDocument()));
  const command = program
    .command('quote [photo] [prompt]')
    .summary('say what a task would cost')
    .description('Says what a task would cost and whether it would be accepted. Starts nothing.');
  addServerOptions(command)
    .option('--kind <kind>', 'another kind of task; --kind … --help shows its fields', kind.name)
    .option('--input <json>', 'all fields at once: JSON, @file, or - for standard input');
  addFieldOptions(command, kind.fields, `Fields of ${kind.name}:`);
  addExamples(command, [['quote photo.jpg "slow push in" --video-time 20', 'Before it is paid:']]);
  command.action(async (photo: string | undefined, prompt: string | undefined) => {
    const { terminal } = context;
    const options = command.opts<ConnectedOptions>();
    const input = await createInput(context, kind, { photo, prompt, options: { ...options } });
    const { api } = await connect(context, options);
    const requestBody = await uploadFiles(input, async () => ANY_FILE);
    const body = { endpoint: kind.startPath, requestBody };
    const quote = await getData(api.POST('/api/v1/generation/quote', { body }));
    if (options.json) return terminal.printJson(quote);
    const problems = quote.errors.map(({ field, message }) => `  ${field} ${message}`);
    if (problems.length > 0) {
      throw new CliError(['It would be refused:', ...problems].join('\n'), 'refused');
    }
    terminal.print(quote.diamonds > 0 ? `${quote.diamonds} diamonds` : `${quote.coins} coins`);
    terminal.note(`by the provider ${quote.provider}`);
  });
}
