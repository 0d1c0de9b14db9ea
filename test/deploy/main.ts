import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOnArm64, whyNotArm64 } from './arm64.ts';
import { adaptToEmulator, findClosedFiles, synthesizeStage } from './assembly.ts';
import { runBundles } from './bundles-story.ts';
import { tellCommandLineStory } from './command-line-story.ts';
import { tellStory } from './deployed-story.ts';
import { createCdk } from './deployment.ts';
import { createDocumentedCommands } from './documented-commands.ts';
import { startEmulator } from './emulator.ts';
import { lintTemplate } from './lint-template.ts';
import { installPythonPackages, RequirementMissingError } from './requirements.ts';
import { installRuntimeClient } from './runtime-client.ts';

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/reelhook/deploy');
const began = Date.now();

function say(line: string): void {
  process.stdout.write(
    `${String(Math.round((Date.now() - began) / 1_000)).padStart(4)} s  ${line}\n`,
  );
}

async function main(folder: string): Promise<void> {
  const programs = installPythonPackages(cache, say);
  const stage = synthesizeStage(root, 'test', join(folder, 'cdk.out'));
  const [closed, files] = findClosedFiles(stage);
  if (closed.length > 0) throw new Error(`Functions could not read ${closed.join(', ')}`);
  say(
    `synthesized ${stage.stackName} for AWS under umask 077; all ${files} files of its assets are readable`,
  );
  lintTemplate(programs, stage.templateFile);
  say('cfn-lint finds nothing in the template');
  const client = installRuntimeClient(cache);
  await runBundles(client, stage, say);
  const reason = whyNotArm64();
  if (reason === undefined) await runOnArm64({ cache, folder }, client, stage, say);
  else say(`not shown: that the arm64 assets run; ${reason}`);
  await using emulator = await startEmulator(programs, folder);
  for (const change of adaptToEmulator(stage.templateFile)) say(`for the emulator: ${change}`);
  const cdk = createCdk(root, stage, emulator);
  await cdk.bootstrap();
  say('cdk bootstrap');
  const outputs = await cdk.deploy();
  say('cdk deploy');
  await tellStory(emulator, outputs, say).catch((error: unknown) => {
    say(emulator.log().split('\n').slice(-60).join('\n'));
    throw error;
  });
  const place = { emulator, stackName: stage.stackName, folder };
  await tellCommandLineStory(root, place, outputs, say);
  const documented = createDocumentedCommands(root, { programs, emulator, folder }, outputs);
  const version = (await documented.version()).trim().split(' ')[0];
  await documented.firstDays();
  say(`the commands of the first days in docs/ run as they stand there, with ${version}`);
  await documented.badDays();
  say(`so do those of bad days: list-executions, the sweep, restore-table-to-point-in-time`);
  await documented.tearDown();
  say('so do those of tearing down: put-function-concurrency, put-bucket-logging, s3 rm');
  await cdk.stopExecutions();
  say('npm run stop-executions');
  await cdk.destroy();
  say('cdk destroy');
  await tellStory(emulator, await cdk.deploy(), (what) => say(`again: ${what}`));
}

const folder = mkdtempSync(join(tmpdir(), 'reelhook-deploy-'));
try {
  await main(folder);
} catch (error) {
  say(
    error instanceof RequirementMissingError ? error.message : `FAILED: ${(error as Error).stack}`,
  );
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
