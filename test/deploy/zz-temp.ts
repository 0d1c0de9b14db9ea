import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
const R = '/work/wt/cli19';
const { adaptToEmulator, synthesizeStage } = await import(R + '/test/deploy/assembly.ts');
const { createCdk } = await import(R + '/test/deploy/deployment.ts');
const { startEmulator } = await import(R + '/test/deploy/emulator.ts');
const { installPythonPackages } = await import(R + '/test/deploy/requirements.ts');
const { tellCommandLineStory } = await import(R + '/test/deploy/command-line-story.ts');
const say = (l: string) => console.log(new Date().toISOString().slice(11, 19), l);
const folder = mkdtempSync(join(tmpdir(), 'reelhook-deploy-'));
try {
  const programs = installPythonPackages(join(R, 'node_modules/.cache/reelhook/deploy'), say);
  const stage = synthesizeStage(R, 'test', join(folder, 'cdk.out'));
  await using emulator = await startEmulator(programs, folder);
  for (const c of adaptToEmulator(stage.templateFile)) say(c);
  const cdk = createCdk(R, stage, emulator);
  await cdk.bootstrap(); say('bootstrap');
  const outputs = await cdk.deploy(); say('deploy');
  try { await tellCommandLineStory(R, { emulator, stackName: stage.stackName, folder }, outputs, say); say('DONE'); }
  catch (e) { say(emulator.log().split('\n').slice(-40).join('\n')); throw e; }
} finally { rmSync(folder, { recursive: true, force: true }); }
