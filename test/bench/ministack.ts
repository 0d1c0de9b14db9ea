import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adaptToEmulator, synthesizeStage } from '../deploy/assembly.ts';
import { createCdk, createOperator } from '../deploy/deployment.ts';
import { type Emulator, startEmulator } from '../deploy/emulator.ts';
import { installPythonPackages, RequirementMissingError } from '../deploy/requirements.ts';
import {
  BURST_TASKS,
  CLIENTS,
  inParallel,
  measureTasks,
  PROVIDER_SECONDS,
  promptOf,
  type Row,
  withService,
} from './load.ts';
import { openLoad } from './load-client.ts';
import { descendants } from './process-usage.ts';
import type { Table } from './table.ts';

const root = join(import.meta.dirname, '../..');
/** An emulator of AWS that runs each function in a process of its own takes minutes for thousands. */
const TASKS = Math.min(BURST_TASKS, 200);

/**
 * The same template on another emulator of AWS, ministack, under a burst that Reelhook's own stack gets in the same run.
 * Fetches ministack from PyPI, which needs Python.
 */
export async function benchMinistack(): Promise<Table> {
  const title = `The same template on ministack: ${TASKS} tasks of 2 s by 50 clients`;
  const folder = mkdtempSync(join(tmpdir(), 'reelhook-ministack-'));
  try {
    const programs = installPythonPackages(
      join(root, 'node_modules/.cache/reelhook/deploy'),
      (line) => void process.stdout.write(`${line}\n`),
    );
    const rows = [await measureMinistack(programs, folder)];
    rows.push(await withService((load, pid) => measureTasks('Reelhook', load, () => [pid], burst)));
    return { title, rows };
  } catch (error) {
    if (!(error instanceof RequirementMissingError)) throw error;
    return { title, rows: [{ what: `Skipped: ${error.message}` }] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureMinistack(programs: string, folder: string): Promise<Row> {
  const stage = synthesizeStage(root, 'test', join(folder, 'cdk.out'));
  adaptToEmulator(stage.templateFile, {
    STARTS_PER_MINUTE: '1000000',
    REQUESTS_PER_MINUTE: '1000000',
  });
  await using emulator = await startEmulator(programs, folder);
  const cdk = createCdk(root, stage, emulator);
  await cdk.bootstrap();
  const outputs = await cdk.deploy();
  const load = await openLoadOn(emulator, outputs);
  try {
    await load.start(promptOf(0));
    load.tasks.clear();
    return await measureTasks('ministack', load, () => descendants(emulator.pid), burst);
  } finally {
    await load.close();
  }
}

async function openLoadOn(emulator: Emulator, outputs: Readonly<Record<string, string>>) {
  const operator = createOperator(emulator);
  await operator.putParameter('/reelhook/test/providers', '[{"type":"mock"}]');
  const user = { name: 'operator', coins: 1_000_000_000 };
  const { token } = await operator.invoke(outputs['CreateUserFunctionName'] ?? '', user);
  const { host } = new URL(outputs['ApiUrl'] ?? '');
  return openLoad(emulator.endpoint, String(token), CLIENTS, { host });
}

function burst(load: Awaited<ReturnType<typeof openLoad>>): Promise<void> {
  return inParallel(TASKS, () => load.start(promptOf(PROVIDER_SECONDS)));
}
