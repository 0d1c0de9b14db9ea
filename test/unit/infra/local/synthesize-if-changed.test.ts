import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { synthesizeIfChanged } from '../../../../infra/local/synthesize-if-changed.ts';
import { temporaryDirectory } from './fixture.ts';

/** A project of one file of each kind, and how often it has been synthesized. */
function createProject() {
  const root = temporaryDirectory();
  const outputDirectory = join(root, 'cdk.out');
  for (const folder of ['infra', 'functions/tasks'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const file of [
    'infra/app.ts',
    'functions/tasks/start.ts',
    'package-lock.json',
    'cdk.json',
  ]) {
    writeFileSync(join(root, file), 'one');
  }
  const project = {
    runs: 0,
    root,
    outputDirectory,
    duringRun: () => {},
    start: (context: Record<string, unknown> = { port: 1 }) =>
      synthesizeIfChanged({ root, outputDirectory, context }, async () => {
        project.runs += 1;
        mkdirSync(outputDirectory, { recursive: true });
        writeFileSync(join(outputDirectory, 'manifest.json'), '{}');
        project.duringRun();
        return outputDirectory;
      }),
  };
  return project;
}

it('synthesizes once while nothing changes', async () => {
  const project = createProject();
  expect(await project.start()).toBe(project.outputDirectory);
  expect(await project.start()).toBe(project.outputDirectory);
  expect(project.runs).toBe(1);
});

it.each([
  ['infra/app.ts'],
  ['functions/tasks/start.ts'],
  ['functions/tasks/new.ts'],
  ['package-lock.json'],
  ['cdk.json'],
])('synthesizes again after one byte more in %s', async (file) => {
  const project = createProject();
  await project.start();
  appendFileSync(join(project.root, file), '!');
  await project.start();
  await project.start();
  expect(project.runs).toBe(2);
});

it('synthesizes again after a file has gone', async () => {
  const project = createProject();
  await project.start();
  rmSync(join(project.root, 'functions/tasks/start.ts'));
  await project.start();
  expect(project.runs).toBe(2);
});

it('synthesizes again with another setting, and when the assembly is incomplete', async () => {
  const project = createProject();
  await project.start({ port: 1 });
  await project.start({ port: 1, openTasks: '5' });
  expect(project.runs).toBe(2);
  rmSync(join(project.outputDirectory, 'manifest.json'));
  await project.start({ port: 1, openTasks: '5' });
  expect(project.runs).toBe(3);
});

it('does not take an assembly that failed, or whose sources changed meanwhile, for a current one', async () => {
  const project = createProject();
  await project.start();
  appendFileSync(join(project.root, 'infra/app.ts'), '!');
  project.duringRun = () => {
    throw new Error('refused');
  };
  await expect(project.start()).rejects.toThrow('refused');
  project.duringRun = () => appendFileSync(join(project.root, 'infra/app.ts'), '!');
  await project.start();
  project.duringRun = () => {};
  await project.start();
  expect(project.runs).toBe(4);
  await project.start();
  expect(project.runs).toBe(4);
});
