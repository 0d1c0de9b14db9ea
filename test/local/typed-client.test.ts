import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateTypes } from '../typed-client/generate-types.ts';
import type { Told } from '../typed-client/told.ts';
import { startService } from './service.ts';

const root = join(import.meta.dirname, '../..');
/** Below the project's own folder, so that its packages are found from there. */
const project = join(root, 'node_modules/.cache/reelhook/typed-client', `${process.pid}`);

const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'dom'],
  module: 'nodenext',
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: false,
};

describe('a client whose types are made from the served document', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    service = await startService();
    mkdirSync(project, { recursive: true });
    const document = await (await fetch(`${service.stack.apiUrl}/openapi.json`)).text();
    writeFileSync(join(project, 'api.d.ts'), await generateTypes(document));
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    const config = { compilerOptions, include: ['*.ts'] };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    for (const file of ['story.ts', 'told.ts']) {
      copyFileSync(join(root, 'test/typed-client', file), join(project, file));
    }
  });
  afterAll(async () => {
    rmSync(project, { recursive: true, force: true });
    await service[Symbol.asyncDispose]();
  });

  it('compiles, and would not with a mistake in it', async () => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const compiled = promisify(execFile)(process.execPath, [compiler, '--project', project]);
    const output = await compiled.then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(output).toBe('');
  });

  it('starts a task, lists, reads and registers an endpoint', async () => {
    const { tell } = (await import(join(project, 'story.ts'))) as {
      tell(url: string, token: string): Promise<Told>;
    };
    const told = await tell(service.stack.apiUrl, service.user.token);
    expect(told).toMatchObject({
      started: { id: expect.stringMatching(/^[0-9a-f]{24}$/), coins: 30 },
      listed: [told.started.id],
      status: expect.stringMatching(/^(initialized|sent|pending|processing|failed)$/),
      eventsOfEndpoint: ['task.completed', 'task.failed'],
      secret: expect.stringMatching(/^whsec_/),
      refusal: `There is no task ${'0'.repeat(24)}.`,
    });
  });
});
