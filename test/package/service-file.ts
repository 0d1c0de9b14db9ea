import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Nobody in particular: an account without rights, on every Linux. */
const NOBODY = 65_534;
const PORT = 9887;
/** On a machine that is busy with something else. */
const DEADLINE_SECONDS = 240;

/** What a unit of systemd's says under `[Service]`: the command, and the environment that it gives. */
function readUnit(path: string) {
  const lines = readFileSync(path, 'utf8').split('\n');
  const get = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
  const [command = ''] = get('ExecStart');
  const environment = get('Environment').map((entry) => entry.split('=') as [string, string]);
  return { command, environment: Object.fromEntries(environment), signal: get('KillSignal')[0] };
}

/**
 * Starts the command of the service file as systemd does, under a plain user, stops it while a task is under way, and
 * starts it again.
 * @param folder where the package is installed, in the place of /opt/reelhook
 * @throws Error unless what was under way is finished then
 */
export async function runServiceFile(unit: string, folder: string): Promise<void> {
  const { command, environment, signal = '' } = readUnit(unit);
  const data = join(folder, 'data');
  mkdirSync(data);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  chmodSync(folder, 0o755);

  const running = new Set<ChildProcess>();
  using ending = new DisposableStack();
  ending.defer(() => {
    for (const child of running) child.kill(signal as NodeJS.Signals);
  });

  async function start() {
    const [program = '', ...args] = command.replace('/opt/reelhook', folder).split(' ');
    const child = spawn(program, args, {
      cwd: folder,
      env: {
        ...environment,
        PATH: '/usr/bin:/bin',
        DATA_DIR: data,
        PORT: `${PORT}`,
        HOST: '0.0.0.0',
      },
      stdio: 'ignore',
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    running.add(child);
    // It answers a moment before the first start has made the first user.
    await until('the service', async () => {
      const { ok } = await fetch(`${address}/health`);
      return ok && existsSync(join(data, 'first-user.json'));
    });
    return async () => {
      const exited = once(child, 'exit');
      child.kill(signal as NodeJS.Signals);
      const [code] = await exited;
      running.delete(child);
      if (code !== 0) throw new Error(`The service ended with ${code}.`);
    };
  }

  const stop = await start();
  const { token } = JSON.parse(readFileSync(join(data, 'first-user.json'), 'utf8'));
  const call = async <Answer>(path: string, body?: object) => {
    const response = await fetch(`${address}/api/v1/tasks${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { data } = (await response.json()) as { data: Answer };
    return data;
  };
  const image_url = `http://localhost:${PORT + 1}/samples/rocket.jpg`;
  const { rows } = await call<{ rows: { _id: string }[] }>('', {
    kind: 'image-to-video',
    input: { image_url, video_time: 20 },
  });
  const state = async () =>
    (await call<{ current_status: string }>(`/${rows[0]?._id}`)).current_status;
  await until('work under way', async () => (await state()) !== 'initialized');
  if ((await state()) === 'completed') throw new Error('It was done before the service stopped.');
  await stop();
  const stopAgain = await start();
  await until('the end of the task', async () => (await state()) === 'completed');
  await stopAgain();
}

const address = `http://127.0.0.1:${PORT}`;

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + DEADLINE_SECONDS * 1000;
  while (performance.now() < end) {
    if (await isSo().catch(() => false)) return;
    await wait(100);
  }
  throw new Error(`${what} did not come within ${DEADLINE_SECONDS} s.`);
}
