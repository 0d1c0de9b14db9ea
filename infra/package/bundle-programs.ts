import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const program: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'linked',
  logLevel: 'error',
  // What is CommonJS among the bundled packages asks for Node's modules this way.
  banner: {
    js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
  },
};

/** Bundles what is run, and the client, into the folder of the package. @param root the project's folder */
export async function bundlePrograms(root: string, folder: string): Promise<void> {
  const at = { absWorkingDir: root };
  await Promise.all([
    build({
      ...{ ...program, ...at },
      entryPoints: ['functions/cli/main.ts'],
      outfile: join(folder, 'cli.js'),
    }),
    build({
      ...{ ...program, ...at },
      entryPoints: ['infra/local/main.ts'],
      outfile: join(folder, 'local', 'main.js'),
      // Finds its own files by their paths.
      external: ['dynalite'],
    }),
    build({
      ...{ ...program, ...at, banner: {} },
      format: 'cjs',
      entryPoints: ['infra/local/engines/functions/worker-thread.ts'],
      outfile: join(folder, 'local', 'worker-thread.js'),
    }),
    build({
      ...at,
      bundle: true,
      platform: 'neutral',
      target: 'es2022',
      format: 'esm',
      external: ['openapi-fetch', 'standardwebhooks'],
      entryPoints: {
        client: 'functions/client/reelhook.ts',
        'ai-sdk': 'functions/ai-sdk/create-reelhook.ts',
      },
      outdir: folder,
      logLevel: 'error',
    }),
  ]);
}
