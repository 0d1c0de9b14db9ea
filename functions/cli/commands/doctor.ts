import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { checkSetup } from '../doctor/check-setup.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { addServerOptions, type ConnectedOptions } from '../server/with-server.ts';

/** `reelhook doctor`: what is wrong with this machine, this service or this login. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  const command = program
    .command('doctor')
    .summary('say what is missing or wrong')
    .description(
      'Looks at Node, ports, the data folder, the codec, the service and the token, AWS credentials and, with --stack, a deployed stack. Ends with 1 if something is wrong.',
    );
  addServerOptions(command)
    .option('--stack <name>', 'a deployed stack, such as Reelhook-prod')
    .option('--region <region>', 'of the stack; default AWS_REGION');
  addExamples(command, [
    ['doctor', 'This machine:'],
    ['doctor --stack Reelhook-prod', 'And AWS:'],
  ]);
  command.action(async () => {
    const { terminal } = context;
    const options = command.opts<ConnectedOptions & { stack?: string; region?: string }>();
    const findings = await checkSetup(context, options);
    if (options.json) terminal.printJson(findings);
    else {
      for (const { subject, state, words } of findings) {
        const mark = { good: '✓', note: '–', wrong: '✗' }[state];
        terminal.print(`${mark} ${subject}: ${words}`);
      }
    }
    if (findings.some(({ state }) => state === 'wrong')) throw new CliError('', 'failed');
  });
}
