import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What every function would carry, and none uses, of the packages that it stands on. */
export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup({ onLoad }) {
    // Whoever imports a package.json says in a `User-Agent` who calls; the rest is up to 4 KB.
    onLoad({ filter: /\/package\.json$/ }, async ({ path }) => {
      const { name, version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
    onLoad({ filter: /client-dynamodb.dist-es.models.errors\.js$/ }, async ({ path }) => ({
      contents: compactErrors(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    // SHA-256 in JavaScript, where Node was built without its own.
    onLoad({ filter: /checksum.sha256.Sha256Js\.js$/ }, () => ({
      contents: 'export const Sha256Js = undefined;',
      loader: 'js',
    }));
  },
};

const CLASS = /export class (\w+) extends __BaseException \{\n(.*?)\n\}\n/gs;
const FIELD = /this\.(\w+) = opts\.\1;/g;

/** Makes a class of errors as the SDK writes each of its own out. */
const factory = `const errorClass = (name, fault, fields) => {
  const Class = class extends __BaseException {
    static shapeId = 'com.amazonaws.dynamodb#' + name;
    constructor(options) {
      super({ name, $fault: fault, ...options });
      Object.setPrototypeOf(this, Class.prototype);
      this.name = name;
      this.$fault = fault;
      for (const field of fields) this[field] = options[field];
    }
  };
  return Class;
};
`;

/**
 * The SDK's classes of errors, 7 KB smaller: 35 times the same code but for their names, whether the client is to
 * blame, and what some of them hold besides.
 */
export function compactErrors(source: string): string {
  const [start = '', ...rest] = source.split(/(?=export class )/);
  const classes = rest.join('').replace(CLASS, (_, name: string, body: string) => {
    const fault = /\$fault = "(\w+)"/.exec(body)?.[1];
    const fields = [...body.matchAll(FIELD)].map(([, field]) => field);
    const made = `errorClass("${name}", "${fault}", ${JSON.stringify(fields)})`;
    return `export const ${name} = /* @__PURE__ */ ${made};\n`;
  });
  return start + factory + classes;
}
