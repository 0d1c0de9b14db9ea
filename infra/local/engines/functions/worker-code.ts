import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

let code: string | undefined;

/**
 * The code of a function's worker thread as JavaScript: made when the package was, or else once here. Each thread that reads TypeScript itself loads a
 * other parser, which takes 10 MB.
 */
export function workerCode(): string {
  const packaged = join(import.meta.dirname, 'worker-thread.js');
  code ??= existsSync(packaged) ? readFileSync(packaged, 'utf8') : build();
  return code;
}

function build(): string {
  // The package that is published has no bundler.
  const { buildSync }: typeof import('esbuild') = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(import.meta.dirname, 'worker-thread.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
