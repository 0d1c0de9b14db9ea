import type { Command } from 'commander';
import { getData } from '../../client/get-data.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';

/** `reelhook get`: one task with its request and its timeline. */
export function addGetCommand(program: Command, context: CliContext): void {
  const command = program
    .command('get <id>')
    .summary('show a task')
    .description('Shows a task: its state, its result, and what happened to it.');
  addServerOptions(command);
  addExamples(command, [
    ['get 6b041e9cff17e54d42a0b72b', 'For people:'],
    ['get 6b041e9cff17e54d42a0b72b --json | jq .request', 'For programs, with what was asked for:'],
  ]);
  command.action(async (id: string) => {
    const { terminal } = context;
    const options = command.opts<ConnectedOptions>();
    const { api } = await connect(context, options);
    const params = { path: { id } };
    const task = await getData(api.GET('/api/v1/tasks/{id}', { params }));
    const { rows } = await getData(api.GET('/api/v1/tasks/{id}/timeline', { params }));
    if (options.json) return terminal.printJson({ ...task, timeline: rows });
    const facts = {
      Kind: task.kind,
      Status: `${task.current_status}, ${Math.round(task.process)}%`,
      Prompt: task.prompt,
      Provider: task.provider,
      Price: `${task.coins} ${task.currency}`,
      Failure: task.failed_message,
      Result: task.result_urls.join('\n          '),
    };
    for (const [name, value] of Object.entries(facts)) {
      if (value) terminal.print(`${name.padEnd(9)} ${value}`);
    }
    terminal.print('');
    for (const { at, title, detail } of rows) {
      terminal.print(`${at.slice(11, 19)}  ${title}${detail ? `: ${detail}` : ''}`);
    }
  });
}
