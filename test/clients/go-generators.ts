import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientGenerator, Target, Workplace } from './client-generator.ts';
import { run } from './run.ts';
import { versions } from './tools.ts';

const MODULE = 'example.com/reelhook';
const OAPI_CODEGEN = 'github.com/oapi-codegen/oapi-codegen/v2';
const environment = { GOFLAGS: '-mod=mod' };

export const goGenerators: readonly ClientGenerator[] = [
  {
    name: 'openapi-generator, Go',
    version: versions['openapi-generator-cli'],
    async generate({ tools, document, folder }) {
      const names = ['--package-name=reelhook', '--git-host=example.com', '--git-user-id='];
      await run(
        join(tools.python, 'openapi-generator-cli'),
        ['generate', '-g', 'go', '-i', document, '-o', '.', ...names],
        { cwd: folder },
      );
      // Its tests are drafts to be filled in, of a module that it names otherwise.
      rmSync(join(folder, 'test'), { recursive: true });
      rmSync(join(folder, 'go.mod'));
    },
    compile: (at) => build(at),
    start: (at, target) => start(at, 'start-openapi-generator.go.txt', target),
  },
  {
    name: 'oapi-codegen, Go',
    version: versions[OAPI_CODEGEN],
    generate: ({ document, folder }) => {
      const program = `${OAPI_CODEGEN}/cmd/oapi-codegen@${versions[OAPI_CODEGEN]}`;
      const what = ['-package', 'reelhook', '-generate', 'types,client', '-o', 'client.go'];
      return run('go', ['run', program, ...what, document], { cwd: folder, environment });
    },
    compile: (at) => build(at),
    start: (at, target) => start(at, 'start-oapi-codegen.go.txt', target),
  },
];

async function build({ folder }: Workplace): Promise<void> {
  const options = { cwd: folder, environment };
  await run('go', ['mod', 'init', MODULE], options);
  await run('go', ['mod', 'tidy'], options);
  await run('go', ['build', './...'], options);
}

async function start({ folder }: Workplace, source: string, target: Target): Promise<string> {
  const options = { cwd: folder, environment };
  mkdirSync(join(folder, 'start'));
  copyFileSync(join(import.meta.dirname, source), join(folder, 'start/main.go'));
  const { url, token, image } = target;
  return (await run('go', ['run', './start', url, token, image], options)).trim();
}
