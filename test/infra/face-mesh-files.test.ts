import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renderInChild } from '../../functions/rendering/render-in-child.ts';
import { copyFaceMeshFiles } from '../../infra/face-mesh-files.ts';
import { voice, wav } from '../unit/functions/rendering/audio/sounds.ts';
import { bundleProgram } from '../unit/functions/rendering/programs.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The packages that Lambda gets for its own machine; here they are this machine's. */
const native = ['sharp', '@img', '@seydx', 'detect-libc', 'semver'];

describe('what finding a face loads', () => {
  copyFaceMeshFiles(root, folder);

  it('is a small part of its packages', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const bytes = files
      .filter((file) => file.isFile())
      .map((file) => statSync(join(file.parentPath, file.name)).size);
    expect(bytes.length).toBeGreaterThan(10);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8 * 1024 * 1024);
  });

  it('is all that it needs: a photo talks out of a bundle that has nothing else', async () => {
    const worker = join(folder, 'render-worker.cjs');
    copyFileSync(bundleProgram('render-worker', 'codec-program'), worker);
    copyFileSync(bundleProgram('codec-program'), join(folder, 'codec-program.cjs'));
    for (const name of native) {
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    }
    const directory = join(folder, 'job');
    mkdirSync(directory);
    writeFileSync(join(directory, 'image'), readFileSync(join(root, 'docs/samples/astronaut.jpg')));
    writeFileSync(join(directory, 'audio'), wav(voice(0.5, [[0, 0.5]])));
    const outcome = await renderInChild({
      workerFile: worker,
      order: {
        directory,
        area: 320 * 320,
        job: {
          work: 'talking-photo',
          renderId: 'a',
          imageUrl: 'https://photos.example/a.jpg',
          audioUrl: 'https://sounds.example/a.wav',
          prompt: '',
          negativePrompt: '',
          seconds: 60,
          variant: 0,
        },
      },
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(outcome).toMatchObject({ type: 'completed', facts: { width: 320, height: 320 } });
    expect(statSync(join(directory, 'video.mp4')).size).toBeGreaterThan(5_000);
  });

  it('is missed by name where it is not installed', () => {
    const empty = join(folder, 'empty');
    expect(() => copyFaceMeshFiles(empty, folder)).toThrow(
      '@vladmandic/human/package.json is not in node_modules; run npm ci',
    );
  });
});
