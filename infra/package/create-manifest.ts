import { bundledPackages } from './bundled-packages.ts';

/** What the project's package.json says, as far as the published one says the same. */
export interface ProjectManifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** What can't be bundled: machine code, separate programs, what is found by its path, and what types name. */
const needed = [
  'dynalite',
  'libheif-js',
  'openapi-fetch',
  'sharp',
  'standardwebhooks',
  'text2wav',
] as const;

/** The package.json that is published, without scripts. */
export function createManifest(project: ProjectManifest) {
  const versions = { ...project.devDependencies, ...project.dependencies };
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, getVersion(versions, name)]));
  const types = (name: string) => `./dist/types/functions/${name}.d.ts`;
  return {
    name: 'reelhook',
    version: project.version,
    description: project.description,
    license: project.license,
    keywords: ['image-to-video', 'a2e', 'webhooks', 'serverless', 'self-hosted'],
    type: 'module',
    bin: { reelhook: 'bin/reelhook.cjs' },
    exports: {
      './client': { types: types('client/reelhook'), default: './dist/client.js' },
      './ai-sdk': { types: types('ai-sdk/create-reelhook'), default: './dist/ai-sdk.js' },
      './openapi.json': './dist/openapi.json',
      './package.json': './package.json',
    },
    sideEffects: false,
    files: ['bin', 'dist', 'docs'],
    dependencies: pick([...needed, ...bundledPackages]),
    bundleDependencies: bundledPackages,
    optionalDependencies: project.optionalDependencies,
    // Only the types of reelhook/ai-sdk name it, and who uses that has it.
    peerDependencies: { '@ai-sdk/provider': '^4.0.0' },
    peerDependenciesMeta: { '@ai-sdk/provider': { optional: true } },
  };
}

function getVersion(versions: Readonly<Record<string, string>>, name: string): string {
  const version = versions[name];
  if (version === undefined) throw new Error(`package.json of the project lacks ${name}.`);
  return version;
}
