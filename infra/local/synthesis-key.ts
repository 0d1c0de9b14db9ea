import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the template and its functions are made of, below the project's folder; of the packages, what is installed. */
const SOURCES = [
  'infra',
  'functions',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'cdk.json',
  'tsconfig.json',
];

/** Variables of the environment that have an effect on Node, the CDK or esbuild. */
const VARIABLE = /^(CDK_|AWS_|JSII_|NODE_|ESBUILD_)/;

/**
 * A hash of everything that a synthesis depends on: the contents of the sources, the Node version, the context and the
 * environment.
 * @param root the project's folder
 */
export function synthesisKey(root: string, context: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  const variables = Object.entries(process.env).filter(([name]) => VARIABLE.test(name));
  const settings = [Object.entries(context).sort(), variables.sort(), process.version, root];
  hash.update(JSON.stringify([...settings, process.platform, process.arch]));
  for (const path of SOURCES.flatMap((source) => listFiles(root, source))) {
    const contents = readFileSync(join(root, path));
    hash.update(`\n${path} ${contents.length}\n`).update(contents);
  }
  return hash.digest('hex');
}

/** The files at or below a path in a fixed order, relative to the root; none if there is nothing. */
function listFiles(root: string, source: string): string[] {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (source.includes('.')) return [source];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
