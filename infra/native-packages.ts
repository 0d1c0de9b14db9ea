import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of `packages` in a package-lock.json (npm documentation, package-lock.json, version 3), as far as read. */
interface LockedPackage {
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly optional?: boolean;
}

type LockedPackages = Record<string, LockedPackage>;

/** What the packages run; some of it lies in optional packages, which npm leaves out without a word when it can't fetch them. */
const machineCode: Readonly<Record<string, readonly string[]>> = {
  '@seydx/node-av-linux-arm64': ['node_modules/@seydx/node-av-linux-arm64/node-av.node'],
  'libheif-js': ['node_modules/libheif-js/libheif-wasm/libheif-bundle.js'],
  sharp: [
    'node_modules/@img/sharp-linux-arm64/package.json',
    'node_modules/@img/sharp-libvips-linux-arm64/package.json',
  ],
  text2wav: ['node_modules/text2wav/lib/espeak-ng.wasm'],
};

/** A package.json and the package-lock.json that belongs to it, as texts. */
export interface NativeLock {
  /** The packages that are asked for. */
  readonly names: readonly string[];
  readonly packageFile: string;
  readonly lockFile: string;
}

/**
 * The packages and all they depend on, in the versions and with the hashes of the project's own lock file.
 * @throws Error when the project's lock file lacks one of the packages.
 */
export function lockNativePackages(root: string, names: readonly string[]): NativeLock {
  const all = readLock(join(root, 'package-lock.json'));
  // What is for one platform only has to be optional: npm refuses it on any other, whatever platform it installs for.
  const isOptional = (name: string) => all[`node_modules/${name}`]?.optional === true;
  const versions = (some: readonly string[]) =>
    Object.fromEntries(some.map((name) => [name, getVersion(all, name)]));
  const self = {
    name: 'native-packages',
    version: '1.0.0',
    dependencies: versions(names.filter((name) => !isOptional(name))),
    optionalDependencies: versions(names.filter(isOptional)),
  };
  const packages = { '': self, ...getClosure(all, names) };
  return {
    names,
    packageFile: JSON.stringify({ ...self, type: 'commonjs' }),
    lockFile: JSON.stringify({ ...self, lockfileVersion: 3, requires: true, packages }, null, 2),
  };
}

/**
 * Installs the packages into `folder/node_modules` as Lambda needs them, for Linux on arm64, without running any of
 * their scripts. Empties the folder first; does nothing when they are there already.
 * @throws Error when the packages can't be fetched; npm has said why.
 */
export function installNativePackages(folder: string, lock: NativeLock): void {
  if (isInstalled(folder, lock)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), lock.packageFile);
  writeFileSync(join(folder, 'package-lock.json'), lock.lockFile);
  npm(folder, ['ci', '--os=linux', '--cpu=arm64', '--libc=glibc', '--ignore-scripts']);
  const missing = missingFrom(folder, lock);
  if (missing.length > 0) throw new Error(`npm could not fetch ${missing.join(', ')}; try again`);
}

function missingFrom(folder: string, { names }: NativeLock): string[] {
  const needed = names.flatMap((name) => machineCode[name] ?? []);
  return needed.filter((path) => !existsSync(join(folder, path)));
}

function readLock(path: string): LockedPackages {
  const { packages } = JSON.parse(readFileSync(path, 'utf8')) as { packages: LockedPackages };
  return packages;
}

function getVersion(all: LockedPackages, name: string): string {
  const version = all[`node_modules/${name}`]?.version;
  if (!version) throw new Error(`package-lock.json does not have ${name}; run npm install`);
  return version;
}

/** The packages and all they depend on, under the paths of the lock file. */
function getClosure(all: LockedPackages, names: readonly string[]): LockedPackages {
  const found: LockedPackages = {};
  const visit = (from: string, name: string): void => {
    const path = resolve(all, from, name);
    const entry = path && all[path];
    if (!entry || found[path]) return;
    found[path] = entry;
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      visit(path, needed);
    }
  };
  for (const name of names) visit('', name);
  return found;
}

/** Where a package finds another: in its own node_modules first, then in those of the folders above it. */
function resolve(all: LockedPackages, from: string, name: string): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('node_modules/') - 1, 0))
  ) {
    const path = folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`;
    if (all[path]) return path;
    if (!folder) return undefined;
  }
}

/** npm writes `node_modules/.package-lock.json` last, so its presence says that the installation was finished. */
function isInstalled(folder: string, lock: NativeLock): boolean {
  const written = join(folder, 'package-lock.json');
  const finished = existsSync(join(folder, 'node_modules/.package-lock.json'));
  if (!finished || missingFrom(folder, lock).length > 0 || !existsSync(written)) return false;
  return readFileSync(written, 'utf8') === lock.lockFile;
}

function npm(folder: string, args: readonly string[]): void {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
