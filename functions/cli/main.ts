import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CliContext } from './cli-context.ts';
import { createProgram } from './create-program.ts';
import { explainError } from './explain-error.ts';
import { findProgramFiles } from './program-files.ts';
import { createTerminal } from './terminal/terminal.ts';

/** `reelhook`: makes what the commands need of this machine, and runs one. */
async function main(): Promise<void> {
  const { env, argv, stdout, stderr } = process;
  const files = findProgramFiles(env, homedir());
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());
  // A reader that has seen enough, such as head, is no fault.
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
  const terminal = createTerminal(stdout, stderr, env);
  const context: CliContext = {
    environment: env,
    workingDirectory: process.cwd(),
    configurationDirectory: join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'reelhook'),
    terminal,
    service: { node: process.execPath, command: files.service, dataDirectory: files.dataDirectory },
    readDocument: once(() => JSON.parse(readFileSync(files.document, 'utf8'))),
    signal: interrupted.signal,
  };
  const words = argv.slice(2);
  try {
    await createProgram(context, words, files.version).parseAsync(words, { from: 'user' });
  } catch (error) {
    const { message, exitCode, fields } = explainError(error);
    if (message && words.includes('--json')) {
      terminal.printJson({ error: { message, exit_code: exitCode, fields: fields ?? [] } });
    }
    if (message) terminal.warn(message);
    process.exitCode = exitCode;
  }
}

/** What is made when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

await main();
