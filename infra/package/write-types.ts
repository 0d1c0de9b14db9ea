import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Writes the client's type declarations, with the types of the API beside them. @param root the project's folder */
export function writeTypes(root: string, folder: string): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  // What an earlier run has noted as up to date would not be written.
  const notes = join(root, 'node_modules/.cache/reelhook/package-types.tsbuildinfo');
  rmSync(notes, { force: true });
  const options = [
    '--tsBuildInfoFile',
    notes,
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
  ];
  execFileSync(
    process.execPath,
    [compiler, '-p', 'functions/ai-sdk', ...options, '--outDir', folder],
    { cwd: root },
  );
  const api = join(folder, 'api.d.ts');
  cpSync(join(root, 'node_modules/.cache/reelhook/api.d.ts'), api);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts') || name === 'api.d.ts') continue;
    const path = join(folder, name);
    const toApi = relative(join(path, '..'), join(folder, 'api.js'));
    const text = readFileSync(path, 'utf8')
      .replaceAll("'#api-types'", `'${toApi}'`)
      .replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'");
    writeFileSync(path, text);
  }
}
