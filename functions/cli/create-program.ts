import { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import { addApiCommand } from './commands/api.ts';
import { addCancelCommand } from './commands/cancel.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDownloadCommand } from './commands/download.ts';
import { addEndpointsCommand } from './commands/endpoints.ts';
import { addGetCommand } from './commands/get.ts';
import { addListCommand } from './commands/list.ts';
import { addListenCommand } from './commands/listen.ts';
import { addLoginCommands } from './commands/login.ts';
import { addQuoteCommand } from './commands/quote.ts';
import { addRunCommand } from './commands/run.ts';
import { addStartCommand } from './commands/start.ts';
import { addTriggerCommand } from './commands/trigger.ts';
import { addUploadCommand } from './commands/upload.ts';
import { addUserCommand } from './commands/user.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWatchCommand } from './commands/watch.ts';
import { exitCodes } from './exit-codes.ts';
import { formatHelpItem } from './terminal/format-help-item.ts';
import { wrapText } from './terminal/wrap-text.ts';

/**
 * The command line.
 * @param argv what was typed after the program's name: which kind's fields, and which call's, become options
 */
export function createProgram(
  context: CliContext,
  argv: readonly string[],
  version: string,
): Command {
  const program = new Command('reelhook')
    .description('Videos of photos: run the service, start tasks, follow them, receive webhooks.')
    .version(version)
    .helpCommand(false)
    .showHelpAfterError('(--help shows what it takes)')
    .exitOverride()
    .configureHelp({ formatItem: formatHelpItem, minWidthToWrap: 20 })
    .configureOutput({
      writeErr: (text) => context.terminal.warn(text.trimEnd()),
      writeOut: (text) =>
        context.terminal.print(wrapText(text.trimEnd(), context.terminal.columns)),
      getOutHelpWidth: () => context.terminal.columns,
    });
  program.addHelpText('after', () => `\nExit codes:\n${listExitCodes()}`);
  program.commandsGroup('Tasks:');
  addRunCommand(program, context, argv);
  addWatchCommand(program, context);
  addListCommand(program, context);
  addGetCommand(program, context);
  addCancelCommand(program, context);
  addDownloadCommand(program, context);
  addQuoteCommand(program, context, argv);
  addUploadCommand(program, context);
  program.commandsGroup('Webhooks:');
  addListenCommand(program, context);
  addEndpointsCommand(program, context);
  addTriggerCommand(program, context);
  addVerifyCommand(program, context);
  program.commandsGroup('The service:');
  addStartCommand(program, context);
  addLoginCommands(program, context);
  addUserCommand(program, context);
  addDoctorCommand(program, context);
  addApiCommand(program, context, argv);
  return program;
}

const listExitCodes = () =>
  Object.values(exitCodes)
    .map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`)
    .join('\n');
