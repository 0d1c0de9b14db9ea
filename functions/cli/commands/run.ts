import type { Command } from 'commander';
import { readKinds } from '../../client/openapi/read-kinds.ts';
import type { Reelhook } from '../../client/reelhook.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { addFieldOptions } from '../fields/field-options.ts';
import { pickKind } from '../fields/pick-kind.ts';
import { openFile } from '../open-file.ts';
import { getNamedServer, type Server } from '../server/find-server.ts';
import { findLocalService, getDataDirectories } from '../server/local-service.ts';
import { startService } from '../server/start-service.ts';
import { addServerOptions, type ConnectedOptions, createClient } from '../server/with-server.ts';
import { followTask } from '../tasks/follow-task.ts';
import { saveResults } from '../tasks/save-results.ts';
import { createInput, nameOfResult } from '../tasks/task-input.ts';

interface RunOptions extends ConnectedOptions {
  readonly output?: string;
  readonly open?: boolean;
}

/** `reelhook run`: from a photo to a file in the folder. */
export function addRunCommand(
  program: Command,
  context: CliContext,
  argv: readonly string[],
): void {
  const kind = pickKind(argv, readKinds(context.readDocument()));
  const command = program
    .command('run [photo] [prompt]')
    .summary('make a video of a photo, and save it')
    .description(
      'Makes a video of a photo, saves it in this folder and prints its path. The photo is a file, an address, or - for standard input. Starts a local service for the time being, if no server is named and none runs. Ctrl-C leaves the task running.',
    );
  addServerOptions(command)
    .option('--kind <kind>', 'another kind of task; --kind … --help shows its fields', kind.name)
    .option('--input <json>', 'all fields at once: JSON, @file, or - for standard input')
    .option('--output <file>', 'where the result is saved')
    .option('--webhook <url>', 'where the outcome is sent, signed')
    .option('--open', 'open the result');
  addFieldOptions(command, kind.fields, `Fields of ${kind.name}:`);
  addExamples(command, [
    ['run photo.jpg "slow push in"', 'A video of five seconds, saved as photo.mp4:'],
    ['run photo.jpg "orbit left" --video-time 10 --open', 'A longer one, shown at once:'],
    ['run --kind talking-photo face.jpg --audio-url speech.mp3', 'A photo that speaks:'],
    ['run - "slow push in" --json < photo.jpg | jq -r .files[0]', 'In a pipe:'],
  ]);
  command.action(async (photo: string | undefined, prompt: string | undefined) => {
    const options = command.opts<RunOptions>();
    const input = await createInput(context, kind, { photo, prompt, options: { ...options } });
    const server = await obtainServer(context, options);
    try {
      const client = createClient(server);
      context.terminal.showProgress(photo ? `Uploading ${photo}…` : 'Starting…');
      const { signal } = context;
      const tasks = await client.startAll(kind.name as never, input as never, { signal });
      await finishAll(context, client, { tasks, server, options, name: nameOfResult(photo) });
    } finally {
      await server.stop?.();
    }
  });
}

type UsedServer = Server & { stop?(): Promise<void> };

/** The named server, the local one that runs, or one that is started. */
async function obtainServer(context: CliContext, options: RunOptions): Promise<UsedServer> {
  const named = getNamedServer(context, options);
  if (named) return named;
  const local = await findLocalService(getDataDirectories(context, options.data));
  if (local) return { baseUrl: local.apiUrl, token: options.token ?? local.token };
  context.terminal.showProgress('Preparing a local service…');
  return startService(context, options.data);
}

interface Started {
  readonly tasks: readonly { readonly _id: string }[];
  readonly server: UsedServer;
  readonly options: RunOptions;
  readonly name: string;
}

async function finishAll(
  context: CliContext,
  client: Reelhook,
  { tasks, server, options, name }: Started,
): Promise<void> {
  const { terminal } = context;
  const done = [];
  for (const { _id } of tasks) {
    terminal.note(terminal.style('dim', `Task ${_id}`));
    try {
      const task = await followTask(context, client, _id);
      const output = options.output === undefined ? {} : { output: options.output };
      const files = await saveResults(context, task, { ...output, name });
      done.push({ ...task, files });
      if (!options.json) for (const file of files) terminal.print(file);
      if (options.open && files[0]) openFile(files[0]);
    } catch (error) {
      if (context.signal.aborted) terminal.warn(sayHowToReturn(_id, server.stop !== undefined));
      throw error;
    }
  }
  if (options.json) terminal.printJson(done.length === 1 ? done[0] : done);
}

function sayHowToReturn(id: string, isStopped: boolean): string {
  return isStopped
    ? `The task is kept, and goes on with the next start: reelhook start, then reelhook download ${id}`
    : `The task goes on. To see it again: reelhook watch ${id}`;
}
