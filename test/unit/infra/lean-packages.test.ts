import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { compactErrors } from '../../../infra/lean-packages.ts';

type ErrorClass = new (options: object) => Error;

const folder = join(
  import.meta.dirname,
  '../../../node_modules/@aws-sdk/client-dynamodb/dist-es/models',
);
const source = readFileSync(join(folder, 'errors.js'), 'utf8');

async function load(contents: string): Promise<Record<string, ErrorClass>> {
  const stdin = { contents, resolveDir: folder };
  const { outputFiles } = await build({
    ...{ stdin, bundle: true, write: false, format: 'esm', platform: 'node' },
    external: ['node:*'],
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return import(/* @vite-ignore */ `data:text/javascript;base64,${text}`);
}

it('makes the same classes of errors as the SDK', async () => {
  const [theirs, ours] = [await load(source), await load(compactErrors(source))];
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
  expect(compactErrors(source)).not.toContain('export class');
  const options = {
    ...{ message: 'why', $metadata: {}, Item: { a: 1 }, CancellationReasons: [1] },
    ...{ Message: 'Why', ThrottlingReasons: [2], throttlingReasons: [3] },
  };
  for (const [name, Theirs] of Object.entries(theirs)) {
    const Ours = ours[name];
    if (!Ours) throw new Error(`${name} is missing.`);
    const [one, other] = [new Ours(options), new Theirs(options)];
    expect(one, name).toBeInstanceOf(Ours);
    expect({ ...one }).toEqual({ ...other });
    expect([one.name, one.message, Reflect.get(Ours, 'shapeId')]).toEqual([
      other.name,
      other.message,
      Reflect.get(Theirs, 'shapeId'),
    ]);
  }
});
