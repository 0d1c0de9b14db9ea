import { readdirSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findUpwardImports, mayImport } from './import-order.ts';

/** Whose imports biome.json bounds. */
const boundByLint = [
  'ai-sdk',
  'api',
  'aws',
  'cli',
  'client',
  'console',
  'handlers',
  'mcp',
  'service',
];

describe('imports between the parts of functions/', () => {
  it('run downwards', async () => {
    const files = [];
    for await (const path of glob('functions/**/*.{ts,tsx}')) {
      files.push({ path, text: readFileSync(path, 'utf8') });
    }
    expect(files.length).toBeGreaterThan(300);
    expect(findUpwardImports(files)).toEqual([]);
  });

  it('are said for every part, each after those that it imports', () => {
    const parts = Object.keys(mayImport);
    for (const [index, part] of parts.entries()) {
      expect(parts.slice(0, index)).toEqual(expect.arrayContaining([...(mayImport[part] ?? [])]));
    }
    const known = [...parts, ...boundByLint];
    expect(readdirSync('functions').filter((part) => !known.includes(part))).toEqual([]);
  });

  it.each([
    ['functions/tasks/planted.ts', '../resources/resource-store.ts'],
    ['functions/resources/planted.ts', '../provider-queries/query-errors.ts'],
    ['functions/media/planted.ts', '../tasks/ports.ts'],
    ['functions/accounts/planted.ts', '../tasks/task.ts'],
    ['functions/accounts/planted.ts', '../net/download.ts'],
    ['functions/webhooks/planted.ts', '../tasks/task.ts'],
    ['functions/webhooks/planted.ts', '../catalog/catalog.ts'],
    ['functions/webhooks/planted.ts', '../providers/provider.ts'],
    ['functions/throttling/planted.ts', '../tasks/task.ts'],
    ['functions/providers/fal/planted.ts', '../../tasks/task.ts'],
    ['functions/catalog/kinds/planted.ts', '../../tasks/task.ts'],
  ])('are refused in %s: %s', (path, imported) => {
    for (const text of [
      `import { x } from '${imported}';`,
      `import type {\n  X,\n} from '${imported}';`,
      `const x = await import('${imported}');`,
    ]) {
      expect(findUpwardImports([{ path, text }])).toHaveLength(1);
    }
  });
});
