import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What lies beside this program. */
export interface ProgramFiles {
  readonly version: string;
  /** The OpenAPI document. */
  readonly document: string;
  /** Node's arguments that run the local service. */
  readonly service: readonly string[];
  /** Where the local service keeps everything. */
  readonly dataDirectory: string;
}

/** How much memory the service takes for itself, as `npm start` gives it. */
const nodeOptions = ['--max-semi-space-size=16', '--max-old-space-size=256'];

/** In the package everything lies in one folder; in the project where it is made. */
export function findProgramFiles(
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): ProgramFiles {
  const here = import.meta.dirname;
  const packaged = join(here, 'openapi.json');
  if (existsSync(packaged)) {
    return {
      version: readVersion(join(here, '..', 'package.json')),
      document: packaged,
      service: [...nodeOptions, join(here, 'local', 'main.js')],
      dataDirectory: join(
        environment['XDG_DATA_HOME'] ?? join(home, '.local', 'share'),
        'reelhook',
      ),
    };
  }
  const root = join(here, '..', '..');
  return {
    version: readVersion(join(root, 'package.json')),
    document: join(root, 'node_modules', '.cache', 'reelhook', 'openapi.json'),
    service: [...nodeOptions, join(root, 'infra', 'local', 'main.ts')],
    dataDirectory: join(root, '.reelhook'),
  };
}

const readVersion = (path: string): string => JSON.parse(readFileSync(path, 'utf8')).version;
