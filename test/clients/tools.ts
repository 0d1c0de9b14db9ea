import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/** From PyPI: generators, and what the code that they write imports. `openapi-generator-cli` holds its Java archive. */
const PYTHON_PACKAGES = {
  'openapi-generator-cli': '7.26.0',
  'openapi-python-client': '0.29.1',
  httpx: '0.28.1',
  pydantic: '2.12.5',
  'python-dateutil': '2.9.0.post0',
  'typing-extensions': '4.15.0',
  urllib3: '2.6.2',
};
/** From npm. */
const NODE_PACKAGES = {
  '@hey-api/openapi-ts': '0.99.0',
  'openapi-typescript': '7.13.0',
  orval: '8.38.0',
  typescript: '5.9.3',
};
/** From the Go module proxy, run from Go's own cache. */
const GO_TOOLS = { 'github.com/oapi-codegen/oapi-codegen/v2': 'v2.8.2' };

export const versions = { ...PYTHON_PACKAGES, ...NODE_PACKAGES, ...GO_TOOLS };

/** The programs that generators are run with. */
export interface Tools {
  /** The folder of the Python environment's programs. */
  readonly python: string;
  /** The folder that holds `node_modules`. */
  readonly node: string;
}

/** Installs the generators into a cache, unless it holds them in these versions. */
export async function installTools(cache: string, say: (line: string) => void): Promise<Tools> {
  const python = join(cache, 'python');
  await once(python, JSON.stringify(PYTHON_PACKAGES), async () => {
    say('Fetching from PyPI');
    await run('python3', ['-m', 'venv', python], { cwd: cache });
    const packages = Object.entries(PYTHON_PACKAGES).map((pair) => pair.join('=='));
    await run(join(python, 'bin/pip'), ['install', '--quiet', ...packages], { cwd: python });
  });
  const node = join(cache, 'node');
  await once(node, JSON.stringify(NODE_PACKAGES), async () => {
    say('Fetching from npm');
    const dependencies = NODE_PACKAGES;
    writeFileSync(join(node, 'package.json'), JSON.stringify({ private: true, dependencies }));
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', ...quiet], { cwd: node });
  });
  return { python: join(python, 'bin'), node };
}

/** Fills a folder, unless it was filled for the same contents. */
async function once(folder: string, contents: string, fill: () => Promise<void>): Promise<void> {
  const mark = join(folder, `complete-${Buffer.from(contents).toString('base64url').slice(-60)}`);
  if (existsSync(mark)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await fill();
  writeFileSync(mark, contents);
}
