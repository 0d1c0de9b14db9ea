import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';
import { followTask } from '../tasks/follow-task.ts';
import { saveResults } from '../tasks/save-results.ts';

/** `reelhook download`: saves what a task has made. */
export function addDownloadCommand(program: Command, context: CliContext): void {
  const command = program
    .command('download <id>')
    .summary('save the result of a task')
    .description('Waits for a task if need be, saves what it has made, and prints the path.');
  addServerOptions(command).option('--output <file>', 'where the result is saved');
  addExamples(command, [
    ['download 6b041e9cff17e54d42a0b72b --output video.mp4', 'Under your own name:'],
  ]);
  command.action(async (id: string) => {
    const options = command.opts<ConnectedOptions & { output?: string }>();
    const task = await followTask(context, await connect(context, options), id);
    const output = options.output === undefined ? {} : { output: options.output };
    const files = await saveResults(context, task, { ...output, name: id });
    if (options.json) return context.terminal.printJson({ ...task, files });
    for (const file of files) context.terminal.print(file);
  });
}
