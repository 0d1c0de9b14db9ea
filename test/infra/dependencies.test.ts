import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const versions = z.record(z.string(), z.string()).default({});

const packageFile = z
  .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
  .parse(readJson('package.json'));

const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string(),
        license: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        dev: z.boolean().default(false),
        /** Comes inside another package, whose integrity covers it. */
        inBundle: z.boolean().default(false),
        hasInstallScript: z.boolean().default(false),
      }),
    ),
  })
  .parse(readJson('package-lock.json'));

/** Every locked package, but for the project itself, with its name. */
const locked = Object.entries(packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), ...entry }));
const deployed = locked.filter(({ dev }) => !dev);

/** Licences that ask for no more than that they are named. */
const permissive = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'];

/** Packages under other licences that may be deployed, each with why. */
const otherLicences: readonly (readonly [name: RegExp, reason: string])[] = [
  [
    /^@mediabunny\/mp3-encoder$/,
    'its licence (MPL-2.0) asks for the source of its own files only, as LGPL does of LAME inside it, unchanged',
  ],
  [/^libheif-js$/, 'libheif is a library (LGPL-3.0) that is loaded, unchanged'],
  [
    /^text2wav$/,
    'eSpeak NG inside it is GPL-3.0-or-later, and runs as a program of its own, unchanged',
  ],
  [/^@img\/sharp-(libvips|win32|wasm32)/, 'libvips is a library that is loaded, unchanged'],
  [/^mediabunny$/, 'its licence (MPL-2.0) asks for the source of its own files only, unchanged'],
];

/** Packages whose install script may run. */
const scripts = {
  deployed: /^$/,
  dev: /^(@ffmpeg-installer\/.+|@google\/genai|classic-level|esbuild|protobufjs)$/,
};

/** One version, of the package itself or of one that stands in under another name. */
const pinned = /^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+$/;

describe('every dependency', () => {
  it('is pinned to one version', () => {
    const asked = Object.values(packageFile).flatMap((each) => Object.entries(each));
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(([, version]) => !pinned.test(version))).toEqual([]);
  });

  it('comes from the registry, byte for byte as it was when it was locked', () => {
    const unproven = locked.filter(
      ({ inBundle, integrity = '' }) => !inBundle && !integrity.startsWith('sha512-'),
    );
    expect(unproven).toEqual([]);
    const elsewhere = locked.filter(
      ({ resolved }) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
  });

  it('runs no script when it is installed, but for those that are known to', () => {
    const unknown = locked.filter(
      ({ name, dev, hasInstallScript }) =>
        hasInstallScript && !(dev ? scripts.dev : scripts.deployed).test(name),
    );
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });
});

describe('every dependency that is deployed', () => {
  it('has a licence that lets us', () => {
    const refused = deployed.filter(
      ({ name, license = 'none' }) =>
        !permissive.includes(license) && !otherLicences.some(([pattern]) => pattern.test(name)),
    );
    expect(refused.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  it.each(otherLicences)('has one of another kind only where that is known: %s', (pattern) => {
    expect(deployed.some(({ name }) => pattern.test(name))).toBe(true);
  });
});

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../..', name), 'utf8'));
}
