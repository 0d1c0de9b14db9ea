import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../../functions/cli/create-program.ts';
import { exitCodes } from '../../../functions/cli/exit-codes.ts';
import { expectGeneratedPage } from '../../expect-generated-page.ts';
import { createCliContext } from '../../fakes/cli-context.ts';

const context = createCliContext();
const document = context.readDocument();
const program = createProgram({ ...context, readDocument: () => document }, [], '0.0.0');

/** What `--help` prints, examples and all. */
function getHelp(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
    getOutHelpWidth: () => 80,
  });
  command.outputHelp();
  return text.trim();
}

/** A command and those below it, by their whole names. */
function listCommands(command: Command, name: string): [name: string, command: Command][] {
  return [
    [name, command],
    ...command.commands.flatMap((one) => listCommands(one, `${name} ${one.name()}`)),
  ];
}

const codes = Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
const introduction = `# The command line

\`npx reelhook\` runs the service, starts tasks and follows them, and brings webhooks to your machine. Everything below is what \`--help\` prints.

\`\`\`sh
npx reelhook run photo.jpg "slow push in"
\`\`\`

makes \`photo.mp4\`: it starts a local service for the time being, uploads the photo, shows a bar, and saves the video. With \`reelhook login\`, or \`REELHOOK_URL\` and \`REELHOOK_TOKEN\`, the same runs on a server elsewhere.

![A terminal: the bar of reelhook run, and then the path of the video](images/cli-run.svg)

**Output.** Results go to standard output, one a line, all else to standard error. Where standard error is no terminal there is no bar and no note. \`NO_COLOR\` takes the colours away.

**\`--json\`.** One JSON document on standard output: the task as \`GET /api/v1/tasks/{id}\` answers it, with \`record\` (in the kind's own words) and \`files\` (the paths that were saved), or what the call answers. An error is \`{ "error": { "message", "exit_code", "fields" } }\`.

**Ctrl-C** leaves the task running and says how to see it again.

**Where things are.** The login lies in \`~/.config/reelhook/login.json\` (\`XDG_CONFIG_HOME\`), a local service's data in \`~/.local/share/reelhook\` (\`XDG_DATA_HOME\`, \`DATA_DIR\` or \`--data\`); in a checkout of the project, in \`.reelhook\`. There, \`npm run -s reelhook --\` is the same as \`npx reelhook\`.

| exit code | meaning |
|---|---|
${codes.join('\n')}

![A terminal: tasks in a table, the price of a task, and what happened to one](images/cli-commands.svg)

Each field of a kind is an option of \`run\` and \`quote\` (\`--kind <kind> --help\` shows them), and each call of the API a command of \`api\` (\`api --help\` lists them): both are read from the OpenAPI document.
`;

it('docs/cli.md says what the commands say', async () => {
  const commands = listCommands(program, 'reelhook').slice(1);
  const sections = commands.map(
    ([name, command]) => `## ${name}\n\n\`\`\`\n${getHelp(command)}\n\`\`\``,
  );
  await expectGeneratedPage(
    `${[introduction, ...sections].join('\n')}\n`,
    'docs/cli.md',
    'test/unit/docs/cli.test.ts',
  );
});

it('every command says what it does, and those that do something show how', () => {
  for (const [name, command] of listCommands(program, 'reelhook')) {
    expect([name, command.description() || command.summary()]).not.toEqual([name, '']);
    if (command.commands.length > 0) continue;
    expect([name, getHelp(command)]).toEqual([name, expect.stringContaining('Examples:')]);
  }
});
