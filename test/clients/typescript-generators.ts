import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientGenerator, Workplace } from './client-generator.ts';
import { run } from './run.ts';
import { versions } from './tools.ts';

/** As strict as a project of today is. */
const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

export const typescriptGenerators: readonly ClientGenerator[] = [
  create('@hey-api/openapi-ts', 'openapi-ts', (document) => [
    ...['--input', document, '--output', 'client'],
    ...['--client', '@hey-api/client-fetch'],
  ]),
  create('orval', 'orval', (document) => [
    ...['--input', document, '--output', 'client.ts'],
    ...['--client', 'fetch'],
  ]),
  create('openapi-typescript', 'openapi-typescript', (document) => [
    ...[document, '--output', 'client.d.ts', '--default-non-nullable=false'],
  ]),
];

function create(
  name: 'orval' | 'openapi-typescript' | '@hey-api/openapi-ts',
  program: string,
  toArguments: (document: string) => string[],
): ClientGenerator {
  return {
    name,
    version: versions[name],
    generate({ tools, document, folder }) {
      symlinkSync(join(tools.node, 'node_modules'), join(folder, 'node_modules'));
      const file = join(tools.node, 'node_modules/.bin', program);
      return run(file, toArguments(document), { cwd: folder });
    },
    compile,
  };
}

function compile({ tools, folder }: Workplace): Promise<string> {
  const project = { compilerOptions, include: ['client*', 'client/**/*'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  return run(join(tools.node, 'node_modules/.bin/tsc'), ['--project', '.'], { cwd: folder });
}
