import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';
import { followTask } from '../tasks/follow-task.ts';

/** `reelhook watch`: waits for a task that was started before. */
export function addWatchCommand(program: Command, context: CliContext): void {
  const command = program
    .command('watch <id>')
    .summary('wait for a task')
    .description('Waits for a task and prints the addresses of its results.');
  addServerOptions(command);
  addExamples(command, [['watch 6b041e9cff17e54d42a0b72b', 'Until it is done:']]);
  command.action(async (id: string) => {
    const { terminal, signal } = context;
    const options = command.opts<ConnectedOptions>();
    const client = await connect(context, options);
    try {
      const task = await followTask(context, client, id);
      if (options.json) return terminal.printJson(task);
      for (const url of task.result_urls) terminal.print(url);
    } catch (error) {
      if (signal.aborted) terminal.warn(`The task goes on. To see it again: reelhook watch ${id}`);
      throw error;
    }
  });
}
