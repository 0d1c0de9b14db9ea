import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { getData } from '../../client/get-data.ts';
import type { CliContext } from '../cli-context.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit-codes.ts';
import { removeLogin, writeLogin } from '../server/configuration.ts';
import { parseServerUrl } from '../server/find-server.ts';
import { createClient } from '../server/with-server.ts';

/** `reelhook login` and `reelhook logout`: the server that is called unless another is named. */
export function addLoginCommands(program: Command, context: CliContext): void {
  const { configurationDirectory, terminal } = context;
  const login = program
    .command('login <server>')
    .summary('keep a server and a token')
    .description(
      'Asks for a token, tries it, and keeps both in your configuration folder, readable for you alone. REELHOOK_URL and REELHOOK_TOKEN, and the options of a command, win over it.',
    )
    .option('--token <token>', 'the token; otherwise it is asked for, or read from standard input');
  addExamples(login, [
    ['login https://api.example.com', 'Asks for the token:'],
    ['login http://localhost:8787 < token.txt', 'Reads it from a file:'],
  ]);
  login.action(async (address: string) => {
    const server = parseServerUrl(address);
    const token = (login.opts<{ token?: string }>().token ?? (await askForToken(terminal))).trim();
    if (token === '') throw new CliError('There is no token.', 'usage');
    const { api } = createClient({ baseUrl: server, token });
    const { coins } = await getData(api.GET('/api/v1/user/remainingCoins'));
    const path = writeLogin(configurationDirectory, { server, token });
    terminal.note(`Logged in to ${server} (${coins} coins). Kept in ${path}.`);
  });
  const logout = program
    .command('logout')
    .summary('forget the server and the token')
    .description('Forgets what `reelhook login` has kept.')
    .action(() => removeLogin(configurationDirectory));
  addExamples(logout, [['logout', 'Forgets both:']]);
}

/** What is typed is not shown. */
async function askForToken(terminal: CliContext['terminal']): Promise<string> {
  if (!process.stdin.isTTY) return text(process.stdin);
  terminal.warn('Token (it is not shown):');
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
  }
}
