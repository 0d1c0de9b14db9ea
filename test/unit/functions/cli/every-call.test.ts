import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../../../functions/api/document/open-api-document.ts';
import { type ApiOperation, operation } from '../../../../functions/api/operation.ts';
import { operations } from '../../../../functions/api/operations/operations.ts';
import { createProgram } from '../../../../functions/cli/create-program.ts';
import type { OpenApi } from '../../../../functions/client/openapi/open-api.ts';
import { readCalls } from '../../../../functions/client/openapi/read-calls.ts';
import { createCliContext } from '../../../fakes/cli-context.ts';
import { generateTypes } from '../../../typed-client/generate-types.ts';

/** A call that the API does not have, declared as all are. */
const planted: ApiOperation<never> = operation({
  method: 'POST',
  path: '/api/v1/kites/:id/fly',
  body: z.object({ wind_speed: z.number(), tail: z.enum(['long', 'short']).optional() }),
  answer: z.object({ height: z.number() }),
  describe: { tag: 'Tasks', title: 'Fly a kite', description: '', params: { id: 'The kite.' } },
  handle: async () => ({ height: 7 }),
});
const document = openApiDocument([...operations, planted], '0.0.0') as unknown as OpenApi;

async function getHelp(...argv: string[]): Promise<string> {
  const context = createCliContext({ readDocument: () => document });
  const program = createProgram(context, argv, '0.0.0');
  await expect(program.parseAsync(argv, { from: 'user' })).rejects.toThrow();
  return context.written();
}

describe('a call that is declared', () => {
  it('is in the document, and so in the client’s types', async () => {
    expect(document.paths['/api/v1/kites/{id}/fly']?.['post']?.summary).toBe('Fly a kite');
    const only = JSON.stringify(openApiDocument([planted], '0.0.0'));
    const types = await generateTypes(only);
    expect(types).toContain('"/api/v1/kites/{id}/fly"');
    expect(types).toContain('wind_speed: number');
  }, 60_000);

  it('is a command with its fields as options', async () => {
    expect(await getHelp('api', '--help')).toMatch(
      /postKitesByIdFly\s+Fly a kite \(POST\s+\/api\/v1\/kites\/\{id\}\/fly\)/,
    );
    const help = await getHelp('api', 'postKitesByIdFly', '--help');
    expect(help).toMatch(/--wind-speed <number> +\(required\)/);
    expect(help).toContain('--tail <long|short>');
    expect(help).toMatch(/--id <text> +The kite \(required\)/);
  });

  it('is read whole: every call of the API has its fields', () => {
    const calls = readCalls(document);
    expect(new Set(calls.map(({ name }) => name)).size).toBe(calls.length);
    const paths = calls.flatMap(({ path, fields }) =>
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [
        path,
        fields.find((one) => one.name === name)?.location,
      ]),
    );
    expect(paths.filter(([, location]) => location !== 'path')).toEqual([]);
  });
});

it('a narrow terminal has its words below the options, none wider than it', async () => {
  const context = createCliContext({ columns: 40, readDocument: () => document });
  const argv = ['run', '--help'];
  const program = createProgram(context, argv, '0.0.0');
  await expect(program.parseAsync(argv, { from: 'user' })).rejects.toThrow();
  const [options = ''] = context.written().split('Examples:');
  const wide = options.split('\n').filter((line) => line.length > 40);
  expect(wide).toEqual([]);
  expect(options).toContain('  --output <file>\n      where the result is saved');
});
