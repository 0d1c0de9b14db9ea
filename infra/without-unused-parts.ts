import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** A file of a package, and what is left of it in a bundle. */
interface Edit {
  readonly file: RegExp;
  readonly edit: (source: string) => string;
}

/** The errors that our code knows by their class; any other keeps its name and message in the client's base class. */
const knownErrors = 'ConditionalCheckFailedException|\\w+ServiceException';

/** What a file that nothing may reach is replaced by. */
function unreachable(...names: readonly string[]): string {
  return names
    .map(
      (name) =>
        `export class ${name} { constructor() { throw new Error('${name} is not bundled; see infra/without-unused-parts.ts.'); } }`,
    )
    .join('\n');
}

/** Every bundle is some 10 KiB smaller for these, and one with a client of the AWS SDK another 30. */
const edits: readonly Edit[] = [
  {
    // The class and the schema of each error: what is not registered is thrown as the base class, with its own name.
    file: /client-\w+\/dist-es\/schemas\/schemas_0\.js$/,
    edit: (source) =>
      source.replace(
        new RegExp(
          `^export var (?!(?:${knownErrors})\\$)\\w+\\$ = \\[-3,[^;]*;\\nn0_registry\\.registerError\\(.*\\);$`,
          'gm',
        ),
        '',
      ),
  },
  {
    // Whoever imports the description of a package says in a `User-Agent` who calls; the rest is up to 4 KB.
    file: /\/package\.json$/,
    edit: (source) => {
      const { name, version } = JSON.parse(source);
      return JSON.stringify({ name, version });
    },
  },
  {
    // The partitions of all regions, which the rules asked.
    file: /util-endpoints\/lib\/aws\/partition\.js$/,
    edit: () => `${unreachable('partition', 'setPartitionInfo', 'useDefaultPartitionInfo')}
      export const getUserAgentPrefix = () => '';`,
  },
  {
    // The rules by which a client finds its endpoint; ours are given theirs (functions/service/aws.ts).
    file: /client-\w+\/dist-es\/endpoint\/endpointResolver\.js$/,
    edit: () =>
      'export const defaultEndpointResolver = ({ Endpoint }) => ({ url: new URL(Endpoint), headers: {}, properties: {} });',
  },
  // Hashes in JavaScript, for a Node without OpenSSL.
  { file: /checksum\/sha256\/Sha256Js\.js$/, edit: () => unreachable('Sha256Js') },
  // Signatures of streams of events; made with each signer, used by none of our calls.
  {
    file: /signature-v4\/dist-es\/HeaderFormatter\.js$/,
    edit: () => 'export class HeaderFormatter {}',
  },
  // The retry mode "adaptive", which is off unless it is asked for.
  {
    file: /util-retry\/AdaptiveRetryStrategy\.js$/,
    edit: () => unreachable('AdaptiveRetryStrategy'),
  },
  {
    // The formats of texts as methods, `z.string().email()`, which keep them all; `z.email()` is the same. MCP's server
    // calls `z.string().url()`.
    file: /zod\/v4\/classic\/schemas\.js$/,
    edit: (source) =>
      source.replace(
        /\}, \{\n {4}email\(params\)[\s\S]*?( {4}url\(params\)[\s\S]*?\n {4}\},?\n)[\s\S]*?\n\}\);/,
        '}, {\n$1});',
      ),
  },
  {
    // Profiles in files, which a function has not.
    file: /shared-ini-file-loader\/loadSharedConfigFiles\.js$/,
    edit: () => `export { CONFIG_PREFIX_SEPARATOR } from './constants';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  // The metadata of an EC2 instance, for the defaults mode "auto", which is off unless it is asked for.
  {
    file: /regionConfig\/getInstanceMetadataRegion\.js$/,
    edit: () => 'export const getInstanceMetadataRegion = async () => undefined;',
  },
];

/** Leaves out of a bundle what the packages hold and none of our calls can reach. */
export const withoutUnusedParts: Plugin = {
  name: 'without-unused-parts',
  setup({ onLoad }) {
    for (const { file, edit } of edits) {
      onLoad({ filter: file }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = edit(source);
        if (contents === source)
          throw new Error(`Nothing to leave out of ${path}: was the package updated?`);
        return { contents, loader: path.endsWith('.json') ? 'json' : 'js' };
      });
    }
  },
};
