import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** W3005: CDK says a dependency that another property says too. */
const IGNORED = ['W3005'];

/**
 * Runs cfn-lint, which knows the schemas of CloudFormation's resources.
 * @throws Error with its findings.
 */
export function lintTemplate(programs: string, templateFile: string): void {
  const args = ['--ignore-checks', ...IGNORED, '--regions', 'us-east-1', '--', templateFile];
  const { status, stdout, error } = spawnSync(join(programs, 'cfn-lint'), args, {
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`cfn-lint finds:\n${stdout}`);
}
