import type { Command } from 'commander';
import type { TaskItem } from '../../client/kinds.ts';
import { callOperation } from '../call-operation.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addFieldOptions, getGivenFields } from '../fields/field-options.ts';
import { getCall } from '../get-call.ts';
import { addServerOptions, type ConnectedOptions, connect } from '../server/with-server.ts';
import { formatTable } from '../terminal/format-table.ts';

/** `reelhook list`: tasks, newest first. Its filters are those of the call. */
export function addListCommand(program: Command, context: CliContext): void {
  const call = getCall(context, 'getTasks');
  const command = program
    .command('list')
    .summary('list tasks')
    .description('Lists tasks of every kind, newest first.');
  addServerOptions(command);
  addFieldOptions(command, call.fields, 'Filters:');
  addExamples(command, [
    ['list --status failed', 'What went wrong:'],
    ['list --json --limit 100 | jq -r .rows[].result_url', 'In a pipe:'],
  ]);
  command.action(async () => {
    const options = command.opts<ConnectedOptions>();
    const client = await connect(context, options);
    const fields = getGivenFields(call.fields, { ...options });
    const page = (await callOperation(client, call, fields)) as { rows: readonly TaskItem[] };
    if (options.json) return context.terminal.printJson(page);
    if (page.rows.length === 0) return context.terminal.note('No task is like that.');
    const titles = ['ID', 'KIND', 'STATUS', 'CREATED', 'PROMPT'];
    const lines = formatTable(titles, page.rows.map(toRow), context.terminal.columns);
    for (const line of lines) context.terminal.print(line);
  });
}

const toRow = ({ _id, kind, current_status, process, createdAt, prompt, name }: TaskItem) => [
  _id,
  kind,
  current_status === 'processing' ? `${Math.round(process)}%` : current_status,
  createdAt.slice(5, 16).replace('T', ' '),
  prompt || (name === _id ? '' : name),
];
