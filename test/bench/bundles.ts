import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunctions } from '../../infra/bundles.ts';
import { functionNames } from '../../infra/function-names.ts';
import { quantile, type Table } from './table.ts';

const root = join(import.meta.dirname, '../..');
const bundles = join(root, 'node_modules/.cache/reelhook/bundles/project');
const baselineFolder = join(root, 'node_modules/.cache/reelhook/bench');
const RUNS = 15;

/** What every function that keeps records and starts executions has to load. */
const baselineCode = `
  const { DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const { DynamoDBDocumentClient } = require('@aws-sdk/lib-dynamodb');
  const { SFNClient } = require('@aws-sdk/client-sfn');
  DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  new SFNClient({ region: 'us-east-1' });
`;

/** The size of each function's bundle, and the time that a fresh process takes to load it. */
export async function benchBundles(): Promise<Table> {
  await bundleFunctions({ root, nativePackages: 'project' });
  const fileOf = (name: string) => join(bundles, name, 'index.js');
  const files = [buildBaseline(), ...functionNames.map(fileOf)];
  const [baselineTime = Number.NaN, ...times] = loadMilliseconds(files);
  const rows = functionNames.map((name, n) => {
    const time = times[n] ?? Number.NaN;
    return {
      function: name,
      KiB: Math.round(statSync(fileOf(name)).size / 1024),
      'load, ms': time.toFixed(0),
      'of baseline': (time / baselineTime).toFixed(2),
      target: name === 'api' ? 'under 500 KiB, under 1.2' : '',
    };
  });
  const title = `Bundles (baseline: document client and Step Functions client, ${baselineTime.toFixed(0)} ms to load)`;
  return { title, rows };
}

function buildBaseline(): string {
  rmSync(baselineFolder, { recursive: true, force: true });
  mkdirSync(baselineFolder, { recursive: true });
  const outfile = join(baselineFolder, 'baseline.cjs');
  buildSync({
    stdin: { contents: baselineCode, resolveDir: root },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    outfile,
  });
  return outfile;
}

/**
 * The median of each file over fresh processes, without the start of Node itself. The files take turns, as the speed of a
 * machine changes by more in a minute than they differ.
 */
function loadMilliseconds(files: readonly string[]): number[] {
  const times = files.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) {
    for (const [n, file] of files.entries()) {
      const script = `const t = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - t)`;
      const printed = execFileSync(process.execPath, ['-e', script], { env: functionEnvironment });
      times[n]?.push(Number(printed));
    }
  }
  return times.map((of) => quantile(of, 0.5));
}

const functionEnvironment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TASKS_TABLE: 'Tasks',
  ACCOUNTS_TABLE: 'Accounts',
  WEBHOOKS_TABLE: 'Webhooks',
  MEDIA_BUCKET: 'media',
  MEDIA_URL: 'https://media.test',
  TASK_WORKFLOW: 'arn:aws:states:us-east-1:000000000000:stateMachine:task',
  DELIVERY_WORKFLOW: 'arn:aws:states:us-east-1:000000000000:stateMachine:delivery',
  RENDER_FUNCTION: 'render',
  TRANSFER_FUNCTION: 'transfer',
  MEASURE_FUNCTION: 'measure',
  DELIVERY_FUNCTION: 'delivery',
  PROVIDER_FUNCTION: 'call-provider',
  SPEECH_FUNCTION: 'speak',
  LANGUAGE_FUNCTION: 'classify',
  ENCRYPTION_KEY: 'key',
  PROVIDERS_TABLE: 'Providers',
  RESOURCES_TABLE: 'Resources',
  PARAMETERS_PATH: '/reelhook/bench',
  REQUESTS_PER_MINUTE: '600',
  STARTS_PER_MINUTE: '120',
  OPEN_TASKS: '12000',
};
