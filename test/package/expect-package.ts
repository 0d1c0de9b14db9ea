import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST_MEGABYTES = 450;

/** What running needs none of. */
const unwanted = [
  ...['typescript', 'esbuild', 'aws-cdk-lib', 'aws-cdk', '@biomejs', 'vitest', 'knip'],
  ...['@fal-ai', 'replicate', '@runwayml', 'lumaai', '@google', 'playwright-core', '@aws-sdk'],
];

/**
 * Looks at what an install has brought.
 * @returns a sentence with its size
 * @throws Error for what does not belong there
 */
export function expectPackage(modules: string): string {
  const found = unwanted.filter((name) => existsSync(join(modules, name)));
  if (found.length > 0) throw new Error(`The package brings ${found.join(', ')}.`);
  const manifest = JSON.parse(readFileSync(join(modules, 'reelhook', 'package.json'), 'utf8'));
  if (manifest.scripts || manifest.private)
    throw new Error('The manifest has scripts or is private.');
  const bytes = readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(join(modules, name)).size)
    .reduce((sum, size) => sum + size, 0);
  const words = `node_modules has ${Math.round(bytes / 1e6)} MB.`;
  if (bytes > MOST_MEGABYTES * 1e6) throw new Error(words);
  return words;
}
