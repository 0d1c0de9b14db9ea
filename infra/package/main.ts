import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createPackage } from './create-package.ts';

/** `npm run package`: makes `reelhook-<version>.tgz` in cdk.out/package and prints its path. */
const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'cdk.out', 'package');
await createPackage(root, join(folder, 'reelhook'));
const output = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
  cwd: join(folder, 'reelhook'),
  encoding: 'utf8',
});
process.stdout.write(`${join(folder, output.trim())}\n`);
