import { describe, expect, it } from 'vitest';
import { createManifest } from '../../../../infra/package/create-manifest.ts';
import project from '../../../../package.json' with { type: 'json' };

describe('the manifest that is published', () => {
  const manifest = createManifest(project);

  it('is of the project’s version, open, and without scripts', () => {
    expect(manifest).toMatchObject({ name: 'reelhook', version: project.version });
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('engines');
  });

  it('depends on what can’t be bundled, in the project’s own versions', () => {
    const own: Record<string, string> = { ...project.devDependencies, ...project.dependencies };
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect([name, version]).toEqual([name, own[name]]);
    }
    const names = Object.keys(manifest.dependencies);
    expect(names).toEqual(expect.arrayContaining(['sharp', 'dynalite']));
    expect(names.filter((name) => /^(@aws-sdk|aws-cdk|typescript|esbuild|zod)/.test(name))).toEqual(
      [],
    );
    expect(names).toEqual(expect.arrayContaining(manifest.bundleDependencies));
  });

  it('refuses a project that lacks one of them', () => {
    expect(() => createManifest({ ...project, devDependencies: {} as never })).toThrow('lacks');
  });
});
