import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { readMedia } from '../fields/read-files.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';

/** `reelhook upload`: puts a file where the service reads it. */
export function addUploadCommand(program: Command, context: CliContext): void {
  const command = program
    .command('upload <file>')
    .summary('upload a file')
    .description('Uploads a file and prints its address, for any field that takes one.');
  addServerOptions(command);
  addExamples(command, [['upload photo.jpg', 'Prints an address:']]);
  command.action(async (file: string) => {
    const { signal, terminal, workingDirectory } = context;
    const options = command.opts<ConnectedOptions>();
    const media = await readMedia(file, workingDirectory);
    const client = await connect(context, options);
    const url = typeof media === 'string' ? media : await client.upload(media, { signal });
    if (options.json) return terminal.printJson({ url });
    terminal.print(url);
  });
}
