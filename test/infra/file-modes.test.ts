import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openToEveryone } from '../../infra/file-modes.ts';

const folder = mkdtempSync(join(tmpdir(), 'modes-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('what was made under a strict umask', () => {
  it('can be read by everyone, and run where its owner may run it', () => {
    mkdirSync(join(folder, 'inner'), { mode: 0o700 });
    writeFileSync(join(folder, 'inner/data'), '', { mode: 0o600 });
    writeFileSync(join(folder, 'inner/program'), '', { mode: 0o700 });
    symlinkSync('nowhere', join(folder, 'inner/link'));
    openToEveryone(folder);
    const modes = ['.', 'inner', 'inner/data', 'inner/program'].map(
      (name) => statSync(join(folder, name)).mode & 0o777,
    );
    expect(modes).toEqual([0o755, 0o755, 0o644, 0o755]);
  });
});
