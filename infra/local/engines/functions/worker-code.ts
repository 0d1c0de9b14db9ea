import { join } from 'node:path';
import { buildSync } from 'esbuild';

let code: string | undefined;

/**
 * The code of a function's worker thread as JavaScript, made once: each thread that reads TypeScript itself loads a
 * other parser, which takes 10 MB.
 */
export function workerCode(): string {
  code ??= build();
  return code;
}

function build(): string {
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
