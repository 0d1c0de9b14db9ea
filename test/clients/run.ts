import { execFile } from 'node:child_process';

/** A program failed; the message is the end of what it wrote. */
class ProgramFailedError extends Error {
  override readonly name = 'ProgramFailedError';
}

/** Runs a program and answers what it wrote to stdout. @throws ProgramFailedError */
export function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<string> {
  const { cwd, environment } = options;
  const env = { ...process.env, ...environment };
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, maxBuffer: 2 ** 27 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const end = `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
      const message = `${program} ${args.join(' ')}: ${error.message.split('\n')[0]}\n${end}`;
      return reject(new ProgramFailedError(message));
    });
  });
}
