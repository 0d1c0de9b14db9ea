import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, build as bundle, type Plugin } from 'esbuild';
import { guides } from '../functions/contract.ts';
import { bundleConsole } from './bundle-console.ts';
import { copyFaceMeshFiles } from './face-mesh-files.ts';
import { openToEveryone } from './file-modes.ts';
import { type FunctionName, functionNames } from './function-names.ts';
import { installNativePackages, lockNativePackages } from './native-packages.ts';
import { withoutDescriptions, withoutHandlers } from './without-descriptions.ts';
import { withoutUnusedParts } from './without-unused-parts.ts';

/** Packages that can't be bundled, by function: machine code, and separate programs. They lie in node_modules. */
const packagesByFunction: Readonly<Partial<Record<FunctionName, readonly string[]>>> = {
  'render-photo': ['sharp', 'libheif-js', '@seydx/node-av-linux-arm64'],
  speak: ['text2wav'],
};
/** What a function runs beside its handler, by the name of the file in its bundle. */
const companionFiles: Partial<Record<FunctionName, Readonly<Record<string, string>>>> = {
  'render-photo': {
    'render-worker': 'functions/rendering/render-worker.ts',
    'codec-program': 'functions/rendering/codec-program.ts',
  },
};
/**
 * The AWS SDK imports it where an operation streams events (@smithy/core, HttpProtocol), which none that we use does:
 * removed, every function is 20 KiB smaller.
 */
const neverLoaded = ['@smithy/core/event-streams'];

const swagger = 'node_modules/swagger-ui-dist';
const referencePage = 'functions/api/document/reference-page';
/** Files that lie beside a function's handler as they are, and where each is copied from. */
const copiedFiles: Readonly<Partial<Record<FunctionName, Readonly<Record<string, string>>>>> = {
  'describe-api': {
    'page.html': `${referencePage}/page.html`,
    'page.js': `${referencePage}/page.js`,
    'page.css': `${referencePage}/page.css`,
    'swagger-ui-bundle.js': `${swagger}/swagger-ui-bundle.js`,
    'swagger-ui.css': `${swagger}/swagger-ui.css`,
    'favicon.png': `${swagger}/favicon-32x32.png`,
    ...Object.fromEntries(Object.keys(guides).map((name) => [name, `docs/${name}`])),
    LICENSE: `${swagger}/LICENSE`,
    NOTICE: `${swagger}/NOTICE`,
  },
};

/** The function that describes the API: it alone has the operations' words and makes JSON Schema. */
const describing: FunctionName = 'describe-api';

const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup({ onResolve }) {
    const filter = /\/(to-json-schema|json-schema-processors)\.js$/;
    onResolve({ filter }, ({ importer }) =>
      /zod.v4.classic.schemas\.js$/.test(importer)
        ? { path: join(import.meta.dirname, 'no-json-schema.ts') }
        : null,
    );
  },
};

const options: BuildOptions = {
  bundle: true,
  write: false,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // The ES module edition of a package, where it has one, lets esbuild leave out what is not used.
  mainFields: ['module', 'main'],
  alias: {
    '@aws-sdk/credential-provider-node': './infra/function-credentials.ts',
    '@aws-sdk/endpoint-cache': './infra/endpoint-cache.ts',
  },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  external: neverLoaded,
  legalComments: 'none',
  logLevel: 'error',
};

export interface BundleOptions {
  /** The project's folder. */
  readonly root: string;
  /**
   * `project`: the native packages are found in the project's own node_modules, so the bundles must be run from a
   * folder below it. `linux-arm64`: they are installed into the bundle, for Lambda.
   */
  readonly nativePackages: 'project' | 'linux-arm64';
}

/**
 * Bundles every function, each into its own folder, and answers where each lies as an asset.
 * @throws Error that names every missing entry file.
 */
export async function bundleFunctions({ root, nativePackages }: BundleOptions) {
  const folder = join(root, 'node_modules/.cache/reelhook/bundles', nativePackages);
  const plain = functionNames.filter((name) => name !== describing).flatMap(createEntryPoints);
  const entries = createEntryPoints(describing);
  expectEntries(
    root,
    [...plain, ...entries].map(([, source]) => source),
  );
  const external = [...neverLoaded];
  for (const [name, packages] of Object.entries(packagesByFunction)) {
    external.push(...packages);
    if (nativePackages === 'linux-arm64') {
      installNativePackages(join(folder, name), lockNativePackages(root, packages));
    }
  }
  if (nativePackages === 'linux-arm64') copyFaceMeshFiles(root, join(folder, 'render-photo'));
  const common = { absWorkingDir: root, outdir: folder, external };
  await build({
    ...common,
    entryPoints: Object.fromEntries(plain),
    plugins: [withoutJsonSchema, withoutDescriptions, withoutUnusedParts],
  });
  await build({
    ...common,
    entryPoints: Object.fromEntries(entries),
    plugins: [withoutHandlers, withoutUnusedParts],
  });
  await bundleConsole(root, join(folder, describing, 'console'));
  for (const [name, copies] of Object.entries(copiedFiles)) {
    for (const [file, source] of Object.entries(copies)) {
      writeIfChanged(join(folder, name, file), readFileSync(join(root, source)));
    }
  }
  if (nativePackages === 'linux-arm64') openToEveryone(folder);
  return (name: FunctionName): Code => Code.fromAsset(join(folder, name));
}

/** The files of a function's bundle, without their ending, and what each is made from. */
function createEntryPoints(name: FunctionName): [file: string, source: string][] {
  const files = { index: `functions/handlers/${name}.ts`, ...companionFiles[name] };
  return Object.entries(files).map(([file, source]) => [`${name}/${file}`, source]);
}

function expectEntries(root: string, paths: readonly string[]): void {
  const missing = paths.filter((path) => !existsSync(join(root, path)));
  if (missing.length === 0) return;
  throw new Error(
    `These functions can't be bundled, their entry files are missing: ${missing.join(', ')}`,
  );
}

async function build(more: BuildOptions): Promise<void> {
  const { outputFiles = [] } = await bundle({ ...options, ...more });
  for (const { path, contents } of outputFiles) {
    writeIfChanged(path, contents);
    declareCommonJs(dirname(path));
  }
}

/** The nearest package.json says which kind of module a file is, and the project's own says ES modules. */
function declareCommonJs(folder: string): void {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) writeIfChanged(path, Buffer.from('{"type":"commonjs"}\n'));
}

/** Two runs at the same time never see half a file. */
function writeIfChanged(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, contents);
  renameSync(partial, path);
}
