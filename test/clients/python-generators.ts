import { join } from 'node:path';
import type { ClientGenerator, Target, Workplace } from './client-generator.ts';
import { run } from './run.ts';
import { versions } from './tools.ts';

/** The package that both generators are asked to write. */
const PACKAGE = 'reelhook_client';

export const pythonGenerators: readonly ClientGenerator[] = [
  {
    name: 'openapi-generator, Python',
    version: versions['openapi-generator-cli'],
    generate: ({ tools, document, folder }) =>
      run(
        join(tools.python, 'openapi-generator-cli'),
        ['generate', '-g', 'python', '-i', document, '-o', '.', `--package-name=${PACKAGE}`],
        { cwd: folder },
      ),
    compile: (at) => importAll(at),
    start: (at, target) => runScript(at, 'start-openapi-generator.py', target),
  },
  {
    name: 'openapi-python-client',
    version: versions['openapi-python-client'],
    generate: ({ tools, document, folder }) =>
      run(
        join(tools.python, 'openapi-python-client'),
        ['generate', '--path', document, '--output-path', PACKAGE, '--meta', 'none'],
        // It formats with ruff, which lies beside it.
        { cwd: folder, environment: { PATH: `${tools.python}:${process.env['PATH']}` } },
      ).then(refuseGaps),
    compile: (at) => importAll(at),
    start: (at, target) => runScript(at, 'start-openapi-python-client.py', target),
  },
];

/** It leaves out what it can't read, and says so. */
function refuseGaps(output: string): void {
  if (/some pieces may be missing|Unable to parse/i.test(output)) throw new Error(output);
}

/** Imports every module, which also runs the decorators and types of all models. */
function importAll({ tools, folder }: Workplace): Promise<string> {
  const script = `
import importlib, pkgutil, ${PACKAGE}
for module in pkgutil.walk_packages(${PACKAGE}.__path__, "${PACKAGE}."):
    importlib.import_module(module.name)
`;
  return run(join(tools.python, 'python'), ['-c', script], { cwd: folder });
}

async function runScript({ tools, folder }: Workplace, name: string, target: Target) {
  const script = join(import.meta.dirname, name);
  const { url, token, image } = target;
  const environment = { PYTHONPATH: folder };
  const options = { cwd: folder, environment };
  return (await run(join(tools.python, 'python'), [script, url, token, image], options)).trim();
}
