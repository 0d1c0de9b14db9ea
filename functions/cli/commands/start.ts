import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { getDataDirectories } from '../server/local-service.ts';

/** `reelhook start`: the service on this machine, until Ctrl-C. */
export function addStartCommand(program: Command, context: CliContext): void {
  const command = program
    .command('start')
    .summary('run the service on this machine')
    .description(
      'Runs the whole service on this machine until Ctrl-C; the next start goes on where it stopped. Providers and limits are read from the environment: see docs/providers.md and docs/local.md.',
    )
    .option('--port <port>', 'of the API; media and the AWS endpoint follow; default PORT or 8787')
    .option('--host <address>', 'the address to listen on; default HOST or 127.0.0.1')
    .option('--data <folder>', 'where everything is kept; default DATA_DIR')
    .option('--coins <coins>', 'what the first user gets; default COINS or 1000000');
  addExamples(command, [
    ['start', 'On http://localhost:8787:'],
    ['start --port 9000 --data ./data', 'Elsewhere:'],
  ]);
  command.action(async () => {
    const { environment, service, signal } = context;
    const options = command.opts<Partial<Record<'port' | 'host' | 'data' | 'coins', string>>>();
    const dataDirectory = getDataDirectories(context, options.data).at(0) ?? service.dataDirectory;
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const chosen = { PORT: options.port, HOST: options.host, COINS: options.coins };
    const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
    const child = spawn(service.node, service.command, {
      env: { ...environment, ...Object.fromEntries(given), DATA_DIR: dataDirectory },
      // The channel ends with this program, however that ends, and the service with the channel.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      // A terminal sends Ctrl-C to this program alone, which hands it on: the second one means "at once".
      detached: true,
    });
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name));
    const [code] = await once(child, 'exit');
    if (code !== 0 && !signal.aborted) throw new CliError('', 'failed');
  });
}
