import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An independent emulator of AWS, the linter of templates, and version 1 of the AWS CLI; all from PyPI. */
const PYTHON_PACKAGES = ['ministack==1.5.33', 'cfn-lint==1.58.0', 'awscli==1.46.3'];

/** Something that the run needs is not to be had; the message says what and why. */
export class RequirementMissingError extends Error {
  override readonly name = 'RequirementMissingError';
}

/**
 * Installs the emulator and the linter into a virtual environment, unless the folder holds them.
 * @returns the folder of its programs.
 * @throws {RequirementMissingError}
 */
export function installPythonPackages(cache: string, say: (line: string) => void): string {
  const folder = join(cache, PYTHON_PACKAGES.join('-').replaceAll('=', ''));
  const programs = join(folder, 'bin');
  const mark = join(folder, 'complete');
  if (existsSync(mark)) return programs;
  say(`Fetching from PyPI: ${PYTHON_PACKAGES.join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  runRequired('python3', ['-m', 'venv', folder], 'Python 3.10 or later runs the emulator');
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', ...PYTHON_PACKAGES];
  runRequired(join(programs, 'python'), install, 'pip fetches the emulator from PyPI');
  writeFileSync(mark, '');
  return programs;
}

function runRequired(command: string, args: readonly string[], purpose: string): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    const reason = code === 'ENOENT' ? 'it is not installed' : String(stderr ?? error).trim();
    throw new RequirementMissingError(
      `npm run test:deploy needs "${command}" (${purpose}), and that failed: ${reason}`,
    );
  }
}
