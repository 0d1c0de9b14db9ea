import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const source = 'functions/console';

/** Files that the page asks for beside its script and style sheet, and where each is copied from. */
const copies: Readonly<Record<string, string>> = {
  'index.html': `${source}/index.html`,
  'icon.svg': `${source}/icon.svg`,
  'rocket.jpg': 'docs/samples/rocket.jpg',
  'astronaut.jpg': 'docs/samples/astronaut.jpg',
};

/**
 * Bundles the console, for browsers, into a folder.
 * @param root the project's folder
 */
export async function bundleConsole(root: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [`${source}/console.tsx`, `${source}/console.css`],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'error',
  });
  for (const [name, from] of Object.entries(copies)) {
    copyFileSync(join(root, from), join(folder, name));
  }
}
