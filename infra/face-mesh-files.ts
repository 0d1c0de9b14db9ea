import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const human = '@vladmandic/human';
const tensorflow = '@tensorflow';

/**
 * What finding a face loads out of node_modules: 6 MB of the 150 MB that its packages have. The same files serve every
 * machine. `human.node.js` is only what the package's name resolves to.
 */
const faceMeshFiles = [
  ...['package.json', 'LICENSE', 'dist/human.node.js', 'dist/human.node-wasm.js'].map(
    (file) => `${human}/${file}`,
  ),
  ...['blazeface.json', 'blazeface.bin', 'facemesh.json', 'facemesh.bin'].map(
    (file) => `${human}/models/${file}`,
  ),
  ...['package.json', 'dist/tf-core.node.js'].map((file) => `${tensorflow}/tfjs-core/${file}`),
  ...['package.json', 'dist/tf-converter.node.js'].map(
    (file) => `${tensorflow}/tfjs-converter/${file}`,
  ),
  ...[
    'package.json',
    'dist/tf-backend-wasm.node.js',
    'dist/tfjs-backend-wasm-simd.wasm',
    'dist/tfjs-backend-wasm.wasm',
  ].map((file) => `${tensorflow}/tfjs-backend-wasm/${file}`),
];

/**
 * Copies what finding a face loads from the project's node_modules into those of a bundle.
 * @throws Error when one of the files is missing: the packages are not installed, or in another version.
 */
export function copyFaceMeshFiles(root: string, folder: string): void {
  for (const file of faceMeshFiles) {
    const from = join(root, 'node_modules', file);
    const to = join(folder, 'node_modules', file);
    if (!existsSync(from)) throw new Error(`${file} is not in node_modules; run npm ci`);
    if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) continue;
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  }
}
