import { dirname, join } from 'node:path';

/**
 * Which parts of functions/ each part may import: only such as stand above it here, so that no import runs upwards and
 * no circle can arise. A part is a folder or a file of functions/; the
 * adapter to the renderer is one by itself.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  'contract.ts': [],
  'clock.ts': [],
  'once.ts': [],
  'retry-on-conflict.ts': [],
  'remember-for.ts': ['clock.ts'],
  'exclusively.ts': [],
  'claim-key.ts': [],
  'config.ts': ['contract.ts'],
  net: [],
  rendering: [],
  catalog: ['once.ts'],
  accounts: [
    ...['contract.ts', 'clock.ts', 'retry-on-conflict.ts'],
    ...['exclusively.ts', 'claim-key.ts', 'catalog'],
  ],
  webhooks: ['contract.ts', 'clock.ts', 'retry-on-conflict.ts', 'remember-for.ts', 'net'],
  providers: ['contract.ts', 'catalog'],
  throttling: ['clock.ts', 'retry-on-conflict.ts', 'providers'],
  media: ['contract.ts', 'clock.ts', 'net', 'catalog', 'providers'],
  'providers/embedded': ['contract.ts', 'catalog', 'providers', 'media', 'rendering'],
  tasks: [
    ...['contract.ts', 'clock.ts', 'retry-on-conflict.ts', 'remember-for.ts'],
    ...['catalog', 'accounts', 'webhooks', 'providers', 'throttling', 'media'],
  ],
  resources: [
    ...['clock.ts', 'retry-on-conflict.ts', 'exclusively.ts', 'claim-key.ts'],
    ...['catalog', 'providers', 'tasks'],
  ],
  speech: ['contract.ts', 'clock.ts', 'catalog', 'media', 'resources'],
  sweep: ['clock.ts', 'catalog', 'accounts', 'tasks'],
  'provider-queries': [
    'clock.ts',
    ...['catalog', 'accounts', 'providers', 'media', 'tasks', 'resources', 'speech'],
  ],
  telemetry: ['contract.ts', 'accounts', 'webhooks', 'providers', 'tasks', 'sweep'],
};

export interface SourceFile {
  /** Below the project's folder, such as `functions/tasks/task.ts`. */
  readonly path: string;
  readonly text: string;
}

/** Each import that `mayImport` does not allow, type imports included, as `file imports file`. */
export function findUpwardImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const part = getPart(path);
    const allowed = mayImport[part];
    if (!allowed) return [];
    return [...text.matchAll(/\bfrom '(\.[^']+)'|\bimport\('(\.[^']+)'\)/g)]
      .map(([, one, other]) => join(dirname(path), one ?? other ?? ''))
      .filter((target) => getPart(target) !== part && !allowed.includes(getPart(target)))
      .map((target) => `${path} imports ${target}`);
  });
}

function getPart(path: string): string {
  if (path.startsWith('functions/providers/embedded/')) return 'providers/embedded';
  return path.startsWith('functions/') ? (path.split('/')[1] ?? '') : path;
}
