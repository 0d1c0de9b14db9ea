import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { operations } from '../../functions/api/operations/operations.ts';
import { bundleFunctions } from '../../infra/bundles.ts';
import { functionNames } from '../../infra/function-names.ts';
import { lockNativePackages } from '../../infra/native-packages.ts';

const root = join(import.meta.dirname, '../..');
const emptyProject = mkdtempSync(join(tmpdir(), 'project-'));
afterAll(() => rmSync(emptyProject, { recursive: true }));

await bundleFunctions({ root, nativePackages: 'project' });

/**
 * The largest that each bundle may be, in KiB: some 5 % above what it is. A bundle that grows past its bound has taken
 * in something that its handler doesn't use, or a library; a higher bound is a decision.
 */
const LARGEST: Record<string, number> = {
  api: 395,
  'describe-api': 240,
  mcp: 495,
  'create-user': 168,
  'revoke-token': 148,
  'change-account': 152,
  'transfer-media': 140,
  'measure-media': 376,
  speak: 596,
  'classify-language': 2250,
  'call-provider': 276,
  'start-task': 358,
  'check-task': 292,
  'receive-callback': 283,
  'finish-task': 355,
  'fail-task': 252,
  'attempt-delivery': 184,
  'render-photo': 165,
  sweep: 302,
};

describe('the bundles', () => {
  const folder = join(root, 'node_modules/.cache/reelhook/bundles/project');
  const bundleOf = (name: string) => readFileSync(join(folder, name), 'utf8');

  it.each(functionNames)('hold %s as a CommonJS module with a handler', (name) => {
    expect(bundleOf(`${name}/index.js`)).toMatch(/handler:\(\)=>/);
    expect(JSON.parse(bundleOf(`${name}/package.json`))).toMatchObject({ type: 'commonjs' });
  });

  it('hold the render worker beside its function, its native packages outside', () => {
    expect(bundleOf('render-photo/render-worker.js')).toContain('require("sharp")');
  });

  it('hold the data of the language detector in one function only', () => {
    expect(bundleOf('classify-language/index.js').length).toBeGreaterThan(1024 * 1024);
    expect(bundleOf('speak/index.js').length).toBeLessThan(1024 * 1024);
  });

  it('hold nothing of eSpeak NG, which is a program of its own', () => {
    for (const name of functionNames) {
      expect(bundleOf(`${name}/index.js`)).not.toMatch(/require\("text2wav|EspeakNg/);
    }
  });

  it('hold no client of a service that only other machines take their credentials from', () => {
    expect(bundleOf('api/index.js')).not.toMatch(/AssumeRoleWithWebIdentity|GetRoleCredentials/);
  });

  it.each(functionNames)('keep %s small, for its cold start', (name) => {
    const kibibytes = Buffer.byteLength(bundleOf(`${name}/index.js`)) / 1024;
    expect(kibibytes).toBeLessThan(LARGEST[name] ?? 0);
  });

  it('hold what makes JSON Schema only where the API is described', () => {
    expect(bundleOf('describe-api/index.js')).toContain('json-schema.org/draft/2020-12');
    expect(bundleOf('api/index.js')).not.toContain('json-schema.org');
  });

  it('hold no more of a package.json than its name and version', () => {
    for (const name of functionNames) {
      expect(bundleOf(`${name}/index.js`)).not.toMatch(/"?devDependencies"?:/);
    }
  });

  it('hold what operations say of themselves only where the API is described', () => {
    const words = operations.flatMap(({ describe: { title, description = title } }) => [
      title,
      description,
    ]);
    const isLiteral = (text: string) => text.length > 20 && /^[\w ,.]+$/.test(text);
    const sentences = [...new Set(words.filter(isLiteral))];
    expect(sentences.length).toBeGreaterThan(30);
    const missingIn = (name: string) =>
      sentences.filter((text) => !bundleOf(`${name}/index.js`).includes(text));
    expect(missingIn('describe-api')).toEqual([]);
    expect(missingIn('api')).toEqual(sentences);
  });

  it('are refused with the names of all missing entry files', async () => {
    const bundle = () => bundleFunctions({ root: emptyProject, nativePackages: 'project' });
    await expect(bundle()).rejects.toThrow('functions/handlers/api.ts');
    await expect(bundle()).rejects.toThrow('functions/rendering/render-worker.ts');
  });
});

describe('the native packages', () => {
  it('are locked with all they need for Lambda, and with nothing else', () => {
    const { lockFile } = lockNativePackages(root, ['sharp', '@seydx/node-av-linux-arm64']);
    const { packages } = JSON.parse(lockFile);
    expect(packages['node_modules/@img/sharp-linux-arm64'].integrity).toMatch(/^sha512-/);
    expect(packages).toHaveProperty(['node_modules/@img/sharp-libvips-linux-arm64']);
    expect(packages).toHaveProperty(['node_modules/@seydx/node-av-linux-arm64']);
    expect(packages).not.toHaveProperty(['node_modules/zod']);
  });

  it('take a dependency from where the package would find it', () => {
    const packages = {
      'node_modules/sharp': { version: '1.0.0', dependencies: { semver: '7' } },
      'node_modules/sharp/node_modules/semver': { version: '7.0.0', dependencies: { lru: '1' } },
      'node_modules/semver': { version: '6.0.0' },
      'node_modules/lru': { version: '1.0.0' },
    };
    writeFileSync(join(emptyProject, 'package-lock.json'), JSON.stringify({ packages }));
    const locked = JSON.parse(lockNativePackages(emptyProject, ['sharp']).lockFile);
    expect(locked.dependencies).toEqual({ sharp: '1.0.0' });
    expect(Object.keys(locked.packages)).toEqual([
      '',
      'node_modules/sharp',
      'node_modules/sharp/node_modules/semver',
      'node_modules/lru',
    ]);
    expect(() => lockNativePackages(emptyProject, ['ffmpeg'])).toThrow('does not have ffmpeg');
  });
});
