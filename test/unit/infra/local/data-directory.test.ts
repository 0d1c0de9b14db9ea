import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../../infra/local/clock.ts';
import { openDataDirectory } from '../../../../infra/local/data-directory.ts';
import {
  DataDirectoryError,
  explainDataError,
} from '../../../../infra/local/data-directory-error.ts';
import { listen } from '../../../../infra/local/engines/http.ts';
import { checkStart, startStack } from '../../../../infra/local/stack.ts';
import { temporaryDirectory, writeAssembly } from './fixture.ts';

it('makes the folder for its owner alone, one that others could read included', () => {
  const directory = join(temporaryDirectory(), 'data');
  mkdirSync(directory, { mode: 0o755 });
  openDataDirectory(directory).release();
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

it('says in a sentence that the folder is a file, and what to do', () => {
  const file = join(temporaryDirectory(), 'file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'below')]) {
    expect(() => openDataDirectory(path)).toThrow(DataDirectoryError);
    expect(() => openDataDirectory(path)).toThrow(
      /^The data folder \S+ is a file.* Give a folder: DATA_DIR=<folder> npm start$/,
    );
  }
});

it.each(['executions.sqlite', 'events.sqlite', 'tables.sqlite', 'stack.lock'])(
  'says in a sentence that %s is damaged',
  async (name) => {
    const dataDirectory = temporaryDirectory();
    writeFileSync(join(dataDirectory, name), 'no database '.repeat(100));
    const assemblyDirectory = writeAssembly({});
    const options = { assemblyDirectory, dataDirectory, port: 0, log: () => undefined };
    await expect(startStack({ ...options, clock: systemClock() })).rejects.toThrow(
      `The data folder ${dataDirectory} is damaged. Restore it from a copy`,
    );
  },
);

it.each([
  [{ code: 'EROFS' }, 'read-only file system'],
  [{ code: 'EACCES' }, 'may not be written'],
  [{ code: 'ENOSPC' }, 'full disk'],
  [{ code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'full disk'],
  [{ code: 'ERR_SQLITE_ERROR', errcode: 1544 }, 'may not be written'],
])('explains %j', (fields, words) => {
  const error = explainDataError('/data', Object.assign(new Error('odd'), fields));
  expect(String(error)).toContain('The data folder /data ');
  expect(String(error)).toContain(words);
});

it('leaves other errors as they are', () => {
  const error = new Error('odd');
  expect(explainDataError('/data', error)).toBe(error);
});

it('finds a taken port before anything is made of the template, and lets go of the folder', async () => {
  const server = createServer();
  const port = await listen(server, 0);
  onTestFinished(() => void server.close());
  const directory = join(temporaryDirectory(), 'data');
  await expect(checkStart(directory, { port })).rejects.toThrow(`Port ${port} is taken.`);
  await checkStart(directory, { port: 0 });
});
