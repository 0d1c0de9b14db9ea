import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../local/synthesize.ts';
import { bundlePrograms } from './bundle-programs.ts';
import { bundleDependencies } from './bundled-packages.ts';
import { createManifest } from './create-manifest.ts';
import { writeTypes } from './write-types.ts';

/** Files of the project that the package has as they are. */
const copies = ['README.md', 'LICENSE', 'docs/samples'];

/**
 * Makes the folder that is published: JavaScript with types, the synthesized assembly of the local stage with its
 * bundles, and a manifest. What is bundled is no dependency.
 * @param root the project's folder
 */
export async function createPackage(root: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'bin'), { recursive: true });
  execFileSync(process.execPath, ['test/typed-client/write-api-types.ts'], { cwd: root });
  const cache = join(root, 'node_modules/.cache/reelhook');
  cpSync(join(cache, 'openapi.json'), join(folder, 'dist', 'openapi.json'));
  await bundlePrograms(root, join(folder, 'dist'));
  writeTypes(root, join(folder, 'dist', 'types'));
  // Functions find their native packages from the folder that they lie in.
  const outputDirectory = join(folder, 'dist', 'local', 'assembly');
  await synthesize({ root, outputDirectory, context: { stage: 'local' } });
  bundleDependencies(root, folder);
  for (const path of copies) cpSync(join(root, path), join(folder, path), { recursive: true });
  cpSync(join(import.meta.dirname, 'launcher.cjs'), join(folder, 'bin', 'reelhook.cjs'));
  chmodSync(join(folder, 'bin', 'reelhook.cjs'), 0o755);
  const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const manifest = JSON.stringify(createManifest(project), null, 2);
  writeFileSync(join(folder, 'package.json'), `${manifest}\n`);
}
