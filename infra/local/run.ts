import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { DataDirectoryLockedError } from './data-directory.ts';
import { DataDirectoryError } from './data-directory-error.ts';
import { UnsupportedTemplateError } from './deployment.ts';
import type { Engine } from './engine.ts';
import { PortTakenError } from './engines/http.ts';
import { UnusableTableError } from './engines/tables/table-schema.ts';
import { ensureFirstUser } from './first-user.ts';
import { createConsoleLog, gatherLines } from './log.ts';
import { readParameterFiles } from './read-parameter-files.ts';
import { noteRunning, noteStopped } from './running-service.ts';
import { uploadSamples } from './samples.ts';
import { readSettings, SettingsError } from './settings.ts';
import { setupProblems } from './setup-problems.ts';
import { checkStart, type LocalStack, startStack } from './stack.ts';
import { SynthesisError } from './synthesize.ts';
import { synthesizeIfChanged } from './synthesize-if-changed.ts';
import { welcome } from './welcome.ts';

/** Errors whose message is all that the user needs. */
const explainedErrors = [
  DataDirectoryError,
  DataDirectoryLockedError,
  PortTakenError,
  SettingsError,
  SynthesisError,
  UnusableTableError,
  UnsupportedTemplateError,
];

async function start(root: string, engines: readonly Engine[]): Promise<LocalStack> {
  const settings = readSettings(process.env, root);
  const { coins, dataDirectory, host, port } = settings;
  process.umask(0o077);
  await checkStart(dataDirectory, { port, host });
  process.stdout.write('Preparing…\n');
  const clock = systemClock();
  const assemblyDirectory = settings.assemblyDirectory ?? (await getAssembly(root, port));
  const log = createConsoleLog({
    write: gatherLines((text) => void process.stdout.write(text)),
    now: clock.now,
    colour: process.stdout.isTTY === true,
  });
  const stack = await startStack({
    ...{ assemblyDirectory, dataDirectory, port, host, clock, log, engines },
    environment: process.env,
    readParameters: (outputs) => readParameterFiles(outputs, process.env, root),
  });
  await uploadSamples(stack, join(root, 'docs', 'samples'));
  const user = await ensureFirstUser(stack, join(dataDirectory, 'first-user.json'), coins);
  const problems = await setupProblems(stack, user);
  noteRunning(dataDirectory, stack);
  process.stdout.write(welcome(stack, { user, dataDirectory, problems, host }));
  process.send?.({ apiUrl: stack.apiUrl, token: user?.token });
  return {
    ...stack,
    stop: () => {
      noteStopped(dataDirectory);
      return stack.stop();
    },
  };
}

/** The published package has its assembly beside this program; in the project it is made if anything has changed. */
async function getAssembly(root: string, port: number): Promise<string> {
  const packaged = join(import.meta.dirname, 'assembly');
  if (existsSync(packaged)) return packaged;
  return synthesizeIfChanged({
    root,
    outputDirectory: join(root, 'cdk.out', `local-${port}`),
    context: { stage: 'local', port },
  });
}

function explain(error: unknown): string {
  if (error instanceof PortTakenError) {
    return `${error.message} Stop the program that uses it, or choose another: PORT=${error.port + 100}`;
  }
  if (explainedErrors.some((known) => error instanceof known)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs the local stack until a signal stops it, and ends the process: what `npm start` does. */
export function run(engines: readonly Engine[]): void {
  const started = start(join(import.meta.dirname, '..', '..'), engines);
  let stopping = false;

  /** The first signal stops the stack in order, the second one at once. */
  async function stop(): Promise<void> {
    if (stopping) process.exit(130);
    stopping = true;
    process.stdout.write('\nStopping; press Ctrl-C again to stop at once.\n');
    const stack = await started;
    await stack.stop();
    process.exit(0);
  }

  function fail(error: unknown): void {
    // Ctrl-C also ends what the start waits for.
    if (!stopping) process.stderr.write(`\n${explain(error)}\n`);
    process.exit(stopping ? 130 : 1);
  }

  process.on('SIGINT', () => stop().catch(fail));
  process.on('SIGTERM', () => stop().catch(fail));
  // Whoever started this program for its own needs has ended.
  process.on('disconnect', () => void (stopping || stop().catch(fail)));
  started.catch(fail);
}
