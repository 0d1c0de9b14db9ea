import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApi } from './api.ts';
import { eventually } from './eventually.ts';

const root = join(import.meta.dirname, '../..');

/** As `npm start` has them: little garbage is left lying, and little lives for long. */
const flags = ['--max-semi-space-size=16', '--max-old-space-size=256'];

/** On a machine that is busy with something else. */
const START_SECONDS = 110;

/** More than the stories can send. */
const unlimited = { REQUESTS_PER_MINUTE: '10000000', STARTS_PER_MINUTE: '10000000' };

/** `npm start` as a process of its own, which can be killed, and never outlives its parent. @param settings more of its environment */
export async function startProcess(
  dataDirectory: string,
  port: number,
  settings: Record<string, string> = {},
) {
  const child = spawn(process.execPath, [...flags, join(import.meta.dirname, 'stack-process.ts')], {
    cwd: root,
    env: { ...process.env, ...unlimited, ...settings, PORT: `${port}`, DATA_DIR: dataDirectory },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const isReady = async () => {
    if (child.exitCode !== null) throw new Error(output);
    return output.includes('Ctrl-C stops it') || undefined;
  };
  await eventually(isReady, 'the start', START_SECONDS).catch(async (error) => {
    await end(child, 'SIGKILL');
    throw error;
  });
  const userFile = readFileSync(join(dataDirectory, 'first-user.json'), 'utf8');
  const user = JSON.parse(userFile) as { token: string; signingSecret: string };
  return {
    user,
    pid: child.pid ?? 0,
    api: createApi(`http://localhost:${port}`, user.token),
    output: () => output,
    /** As `kill -9`: nothing of it has a chance to tidy up. */
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
    /** It does not outlive a test that failed. */
    [Symbol.asyncDispose]: async () => void (await end(child, 'SIGKILL')),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}
