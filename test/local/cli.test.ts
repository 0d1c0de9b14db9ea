import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '../../functions/api/document/open-api-document.ts';
import { operations } from '../../functions/api/operations/operations.ts';
import { exitCodes } from '../../functions/cli/exit-codes.ts';
import { noteRunning } from '../../infra/local/running-service.ts';
import { startReceiver } from '../fakes/receiver.ts';
import { startService } from './service.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'functions/cli/main.ts');
const isMp4 = (path: string) => readFileSync(path).toString('latin1', 4, 8) === 'ftyp';

describe('the command line', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  let folder: string;

  beforeAll(async () => {
    service = await startService({ environment: { PROVIDERS: '["embedded","mock"]' } });
    folder = mkdtempSync(join(tmpdir(), 'reelhook-cli-'));
    copyFileSync(join(root, 'docs/samples/rocket.jpg'), join(folder, 'photo.jpg'));
    const cache = join(root, 'node_modules/.cache/reelhook');
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'openapi.json'), JSON.stringify(openApiDocument(operations, '0')));
    // As the local run leaves it for other programs.
    const data = join(folder, '.reelhook');
    mkdirSync(data);
    writeFileSync(join(data, 'first-user.json'), JSON.stringify(service.user));
    noteRunning(data, service.stack);
  });
  afterAll(async () => {
    await service?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const environment = () => ({
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  });

  /** Runs a command to its end. */
  async function reelhook(args: readonly string[], input = '', more: Record<string, string> = {}) {
    const options = { cwd: folder, env: { ...environment(), ...more } };
    return new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const child = execFile(process.execPath, [program, ...args], options, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
      child.stdin?.end(input);
    });
  }
  const json = async (...args: string[]) => {
    const { out } = await reelhook([...args, '--json']);
    return JSON.parse(out);
  };

  it('finds the local service, uploads a photo, saves the video and prints its path alone', async () => {
    const { code, out, err } = await reelhook(['run', 'photo.jpg', 'slow push in']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`${join(folder, 'photo.mp4')}\n`);
    expect(isMp4(out.trim())).toBe(true);
  });

  it('lists, shows and downloads it, for people and for programs', async () => {
    const { rows } = await json('list', '--kind', 'image-to-video', '--limit', '5');
    expect(rows).toHaveLength(1);
    const id = rows[0]._id;
    expect((await reelhook(['list'])).out).toContain(`${id}  image-to-video  completed`);
    expect((await reelhook(['get', id])).out).toMatch(/Prompt +slow push in/);
    expect((await json('get', id)).timeline[0]).toMatchObject({ title: expect.any(String) });
    expect((await reelhook(['watch', id])).out.trim()).toBe(rows[0].result_url);
    const saved = await json('download', id, '--output', 'again.mp4');
    expect(isMp4(saved.files[0])).toBe(true);
    expect(await json('api', 'getTasksById', '--id', id)).toMatchObject({ _id: id });
  });

  it('says what a task costs, and which fields are wrong', async () => {
    expect((await reelhook(['quote', 'photo.jpg', '--video-time', '20'])).out).toBe('120 coins\n');
    const refused = await reelhook(['quote', 'photo.jpg', '--model-type', 'SOUP', '--json']);
    expect(JSON.parse(refused.out).errors).toMatchObject([{ field: 'model_type' }]);
    const started = await reelhook(['run', 'photo.jpg', '--video-time', '7']);
    expect(started.code).toBe(exitCodes.refused.code);
    expect(started.err).toContain('video_time');
  });

  it.each([
    [['run', 'nothing.jpg'], 'usage', 'There is no file nothing.jpg'],
    [['run', '--kind', 'soup'], 'usage', 'There are image-to-video, '],
    [['run'], 'usage', '--image-url'],
    [['boil'], 'usage', "unknown command 'boil'"],
    [['get', '0'.repeat(24)], 'refused', 'There is no task'],
    [
      ['list', '--server', 'http://127.0.0.1:9999', '--token', 'x'],
      'unreachable',
      'nobody listens',
    ],
    [['list', '--token', 'sk_wrong'], 'refused', 'does not know this token'],
    [['run', 'http://127.0.0.1:9/gone.jpg'], 'taskFailed', 'Its coins are back.'],
  ] as const)('ends with what it means: %j', async (args, why, words) => {
    const { code, err, out } = await reelhook(args);
    expect({ code, out }).toEqual({ code: exitCodes[why].code, out: '' });
    expect(err).toContain(words);
    expect(err).not.toMatch(/ at .*\.ts:\d/);
  });

  it('leaves a task running on Ctrl-C, and says how to see it again', async () => {
    const prompt = '[[mock: takes 3s]]';
    const command = ['run', 'photo.jpg', prompt, '--provider', 'mock'];
    using child = spawn(process.execPath, [program, ...command], {
      ...{ cwd: folder, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] },
    });
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    const newest = async () => (await json('list', '--limit', '1')).rows[0];
    await expect.poll(async () => (await newest()).prompt, { timeout: 30_000 }).toBe(prompt);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(exitCodes.interrupted.code);
    const [, id = ''] = /reelhook watch (\w+)/.exec(err) ?? [];
    expect((await reelhook(['watch', id])).out).toMatch(/^http.*\.mp4\n$/);
    const ended = await reelhook(['cancel', id]);
    expect(ended).toMatchObject({ code: exitCodes.refused.code });
  });

  it('keeps a login, and gives it up', async () => {
    const { apiUrl } = service.stack;
    const wrong = await reelhook(['login', apiUrl], 'sk_wrong\n');
    expect(wrong.code).toBe(exitCodes.refused.code);
    expect((await reelhook(['login', apiUrl], `${service.user.token}\n`)).code).toBe(0);
    expect((await json('list', '--limit', '1')).rows).toHaveLength(1);
    await reelhook(['logout']);
    const lost = await reelhook(['list', '--data', '/nowhere']);
    expect(lost.code).toBe(exitCodes.unreachable.code);
  });

  it('makes users, grants them coins and disables them, as an operator', async () => {
    const made = await json('user', 'add', 'ada', '--coins', '30');
    expect(made).toMatchObject({ owner: 'ada', token: expect.stringMatching(/^sk_/) });
    await reelhook(['user', 'grant', 'ada', '--coins', '5', '--id', 'once']);
    expect(await json('user', 'grant', 'ada', '--coins', '5', '--id', 'once')).toMatchObject({
      coins: 35,
    });
    expect(await json('user', 'disable', 'ada')).toMatchObject({ disabled: true });
    const refused = await reelhook(['user', 'add', 'a da']);
    expect(refused).toMatchObject({ code: exitCodes.refused.code });
    expect(refused.err).toContain('letters, digits');
  });

  it('registers an endpoint, pings it, and finds out why it would be refused', async () => {
    await using receiver = await startReceiver(200);
    const { _id, secret } = await json('endpoints', 'add', receiver.url);
    expect((await reelhook(['endpoints', 'list'])).out).toContain(_id);
    await json('endpoints', 'ping', _id);
    await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBe(1);
    expect((await reelhook(['endpoints', 'attempts', _id])).out).toContain('delivered');
    const [request] = receiver.requests;
    const captured = JSON.stringify({ headers: request?.headers, body: request?.body });
    const right = await reelhook(['verify', '--secret', secret], captured);
    expect(right).toMatchObject({ code: 0, out: expect.stringMatching(/^valid:/) });
    expect((await reelhook(['trigger', 'task.failed'])).out).toContain(_id);
    await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBe(2);
    expect(receiver.requests[1]?.body).toContain('"type":"task.failed"');
    const wrong = await reelhook(['verify'], captured);
    expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('another-endpoint') });
  });

  it('says what is missing', async () => {
    const findings = await json('doctor');
    const states = Object.fromEntries(
      findings.map((one: { subject: string; state: string }) => [one.subject, one.state]),
    );
    expect(states).toMatchObject({ Node: 'good', Codec: 'good', Service: 'good', Token: 'good' });
  });
});
