import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Outputs } from './deployment.ts';
import type { Emulator } from './emulator.ts';

const run = promisify(execFile);

/** What differs with version 2 and does not matter here; it says so of every command that takes a value. */
const presentation = /pager|timestamp|checksum|prefix of `http/;

/** One command of a page, found by how it begins. */
interface Documented {
  readonly page: 'deploying' | 'operating';
  readonly begins: string;
  /** What stands in the page for what an operator puts there. */
  readonly put?: Readonly<Record<string, string>>;
  /** What has to be in what it prints or in the file that it writes; optional, by default it has to succeed. */
  readonly answers?: RegExp;
  /** The file that it writes its answer to. */
  readonly file?: string;
}

/**
 * Runs the commands that `docs/deploying.md` and `docs/operating.md` give an operator, as they stand there but for the
 * stage's name and the words in angle brackets, with version 1 of the AWS CLI against the emulator. It is in the mode in
 * which it warns of what version 2 does otherwise, and most such warnings fail. A value from `fileb://` is taken as it is by
 * either (AWS CLI User Guide, "Load parameters from a file").
 */
export function createDocumentedCommands(
  root: string,
  { programs, emulator, folder }: { programs: string; emulator: Emulator; folder: string },
  outputs: Outputs,
) {
  // What is written goes there; `docs/` is what the commands read.
  const directory = mkdtempSync(join(folder, 'operator-'));
  mkdirSync(join(directory, 'docs'));
  symlinkSync(join(root, 'docs/samples'), join(directory, 'docs/samples'));
  const pages = {
    deploying: readCommands(join(root, 'docs/deploying.md')),
    operating: readCommands(join(root, 'docs/operating.md')),
  };
  const environment = {
    ...emulator.environment,
    AWS_DEFAULT_REGION: emulator.environment['AWS_REGION'],
    PATH: [programs, process.env['PATH']].join(delimiter),
    FAL_KEY: 'id:secret',
    AWS_CLI_UPGRADE_DEBUG_MODE: 'true',
  };

  async function shell(command: string): Promise<string> {
    const options = { cwd: directory, env: environment };
    const { stdout, stderr } = await run('sh', ['-c', command], options);
    for (const [, warning = ''] of stderr.matchAll(/UPGRADE WARNING: ([^\n]+)/g)) {
      const isRaw = /blob-type/.test(warning) && command.includes('fileb://');
      if (!isRaw && !presentation.test(warning)) {
        throw new Error(`${command}\ndiffers with version 2: ${warning}`);
      }
    }
    return stdout;
  }

  /** Runs the command of the page that begins so. @throws if there is none, or if it fails */
  async function paste({ page, begins, put = {}, answers, file }: Documented): Promise<string> {
    const found = pages[page].find((command) => command.startsWith(begins));
    if (!found) throw new Error(`docs/${page}.md has no command that begins with: ${begins}`);
    const ofStage = found
      .replaceAll('/reelhook/prod', '/reelhook/test')
      .replaceAll('Reelhook-prod', 'Reelhook-test');
    const command = Object.entries({ ...outputs, ...put }).reduce(
      (text, [name, value]) => text.replaceAll(`<${name}>`, value),
      ofStage,
    );
    expect(command, `docs/${page}.md`).not.toMatch(/<\w+>/);
    const printed = await shell(command);
    const answer = file === undefined ? printed : readFileSync(join(directory, file), 'utf8');
    if (answers) expect(answer).toMatch(answers);
    return answer;
  }

  /** The commands of the first days, in their order. */
  async function firstDays(): Promise<void> {
    await paste({
      page: 'deploying',
      begins: 'aws cloudformation describe-stacks',
      answers: /ApiUrl/,
    });
    await paste({ page: 'deploying', begins: `echo '{"name":"operator"` });
    const createUser = {
      page: 'deploying',
      begins: 'aws lambda invoke --function-name <CreateUserFunctionName>',
      file: 'first-user.json',
      answers: /"sk_.*"whsec_/,
    } as const;
    const { token } = JSON.parse(await paste(createUser));
    await shell(`echo '{"token":"${token}"}' > payload.json`);
    const begins = 'aws lambda invoke --function-name <RevokeTokenFunctionName>';
    await paste({ page: 'deploying', begins, file: 'revoked.json', answers: /1/ });
    const values = { 'id:secret': 'id:secret' };
    for (const [page, begins] of [
      ['deploying', 'aws ssm put-parameter --overwrite --type String'],
      ['deploying', 'aws ssm put-parameter --overwrite --type SecureString'],
      ['deploying', 'aws s3 cp docs/samples/rocket.jpg'],
      ['operating', 'aws ssm put-parameter --name /reelhook/prod/providers'],
      ['operating', 'aws ssm put-parameter --name /reelhook/prod/secrets/FAL_KEY'],
    ] as const) {
      await paste({ page, begins, put: values });
    }
    await shell(`echo '{"name":"ada"}' > payload.json`);
    await paste(createUser);
    await paste({ page: 'operating', begins: `echo '{"name":"ada"` });
    await paste({
      page: 'operating',
      begins: 'aws lambda invoke --function-name <ChangeAccountFunctionName>',
      file: 'changed.json',
      answers: /"coins": ?5000/,
    });
  }

  /** The commands for bad days. */
  async function badDays(): Promise<void> {
    const arn = outputs['TaskWorkflowArn'] ?? '';
    await paste({ page: 'operating', begins: 'aws stepfunctions list-executions', put: { arn } });
    await paste({ page: 'operating', begins: `echo '{"quietSeconds"` });
    const begins = 'aws lambda invoke --function-name <SweepFunctionName>';
    await paste({ page: 'operating', begins, file: 'swept.json', answers: /\{.*\}/ });
    const query = `TableNames[?contains(@, \`Tasks\`)] | [0]`;
    const table = await shell(`aws dynamodb list-tables --output text --query '${query}'`);
    await paste({
      page: 'operating',
      begins: 'aws dynamodb restore-table-to-point-in-time',
      put: { table: table.trim() },
      answers: /restored/,
    });
  }

  /** The first and the third step of tearing down. */
  async function tearDown(): Promise<void> {
    for (const begins of [
      'aws lambda put-function-concurrency --reserved-concurrent-executions 0 --function-name <ApiFunctionName>',
      'aws lambda put-function-concurrency --reserved-concurrent-executions 0 --function-name <SweepFunctionName>',
      'aws s3api put-bucket-logging',
      'aws s3 rm --recursive s3://<MediaBucketName>',
      'aws s3 rm --recursive s3://<MediaAccessLogName>',
    ]) {
      await paste({ page: 'deploying', begins });
    }
  }

  return { version: () => shell('aws --version'), firstDays, badDays, tearDown };
}

/** The commands in a page's blocks of shell, those of several lines as one. */
function readCommands(file: string): string[] {
  const blocks = readFileSync(file, 'utf8').matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm);
  return [...blocks].flatMap(([, block = '']) =>
    block
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}
