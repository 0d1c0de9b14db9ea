import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const projectRoot = join(import.meta.dirname, '../../..');
const biome = join(projectRoot, 'node_modules/.bin/biome');

/** One file that is put where it may or may not be. */
export interface Plant {
  /** Below the project's root; `planted` in it is made unique. */
  readonly path: string;
  readonly content: string;
}

const report = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

/**
 * Lints the plants with the project's own configuration, in an empty project of the same layout, and answers for each
 * the names of the rules that refuse it.
 */
export function lintPlants(plants: readonly Plant[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'plants-'));
  try {
    for (const name of ['biome.json', 'package.json']) {
      copyFileSync(join(projectRoot, name), join(folder, name));
    }
    const paths = plants.map(({ path }, index) => path.replace('planted', `planted-${index}`));
    for (const [index, { content }] of plants.entries()) {
      const path = join(folder, paths[index] ?? '');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    const found = lint(folder);
    return paths.map((path) => found.filter((item) => item.path === path).map(({ rule }) => rule));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lint(folder: string): { path: string; rule: string }[] {
  const reportFile = join(folder, 'report.json');
  const args = [
    'lint',
    '--reporter=json',
    `--reporter-file=${reportFile}`,
    '--max-diagnostics=none',
    '.',
  ];
  try {
    execFileSync(biome, args, { cwd: folder, stdio: 'ignore' });
  } catch {
    // Biome ends with 1 when it refuses something; a run that failed otherwise leaves no report to read.
  }
  const { diagnostics } = report.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  return diagnostics.map(({ category, location }) => ({
    path: location.path.replace(/^\.\//, ''),
    rule: category.replace(/^lint\/\w+\//, ''),
  }));
}
