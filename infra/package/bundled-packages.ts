import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyFaceMeshFiles } from '../face-mesh-files.ts';

/** Packages that lie in the published one, cut down to the files that are loaded: 6 MB of 150. */
export const bundledPackages = [
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-converter',
  '@tensorflow/tfjs-core',
  '@vladmandic/human',
];

/** Copies them; their own dependencies are in their bundles, so their manifests name none. */
export function bundleDependencies(root: string, folder: string): void {
  copyFaceMeshFiles(root, folder);
  for (const name of bundledPackages) {
    const path = join(folder, 'node_modules', name, 'package.json');
    const { version, license, main, exports } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ name, version, license, main, exports }));
  }
}
