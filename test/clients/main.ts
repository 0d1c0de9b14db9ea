import { Console } from 'node:console';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../local/free-port.ts';
import { startProcess } from '../local/process.ts';
import type { ClientGenerator, Target, Workplace } from './client-generator.ts';
import { goGenerators } from './go-generators.ts';
import { pythonGenerators } from './python-generators.ts';
import { installTools } from './tools.ts';
import { typescriptGenerators } from './typescript-generators.ts';

/**
 * Generates clients of the served document, compiles them and starts a task with those of Python and Go; prints a table.
 * Arguments are parts of the names of generators, all of them unless given: `npm run test:clients -- Go orval`.
 */

const cache = fileURLToPath(new URL('../../node_modules/.cache/reelhook/clients', import.meta.url));
const wanted = process.argv.slice(2);
const generators = [...pythonGenerators, ...goGenerators, ...typescriptGenerators].filter(
  ({ name }) =>
    wanted.length === 0 || wanted.some((part) => name.toLowerCase().includes(part.toLowerCase())),
);
const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Row {
  readonly generator: string;
  readonly version: string;
  generated: string;
  compiled: string;
  started: string;
}

async function check(generator: ClientGenerator, at: Workplace, target: Target): Promise<Row> {
  const { name, version } = generator;
  const row = { generator: name, version, generated: '', compiled: '', started: '' };
  try {
    row.generated = await timed(() => generator.generate(at));
    row.compiled = await timed(() => generator.compile(at));
    const id = await generator.start?.(at, target);
    if (id !== undefined && !/^[0-9a-f]{24}$/.test(id)) throw new Error(`started "${id}"`);
    row.started = id === undefined ? 'not tried' : 'yes';
  } catch (error) {
    say(`${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
  return row;
}

async function timed(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now();
  await work();
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

const folder = mkdtempSync(join(tmpdir(), 'reelhook-clients-'));
mkdirSync(cache, { recursive: true });
const tools = await installTools(cache, say);
const port = await freePort();
const url = `http://localhost:${port}`;
const service = await startProcess(join(folder, 'data'), port);
try {
  const document = join(folder, 'openapi.json');
  const served = await fetch(`${url}/openapi.json`);
  writeFileSync(document, Buffer.from(await served.arrayBuffer()));
  const { token } = service.user;
  const target = { url, token, image: 'https://example.com/photo.jpg' };
  const rows: Row[] = [];
  for (const generator of generators) {
    const own = join(folder, `${rows.length}`);
    mkdirSync(own);
    rows.push(await check(generator, { tools, document, folder: own }, target));
  }
  new Console(process.stdout).table(rows);
} finally {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
