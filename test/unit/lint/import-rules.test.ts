import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintPlants } from './plant.ts';

/** A file in the folder, what it imports, and whether it may. */
type Row = readonly [folder: string, imported: string];

const refused: readonly Row[] = [
  ['infra', '../functions/tasks/task.ts'],
  ['infra', '../functions/config.ts'],
  ['infra', './local/template.ts'],
  ['infra', '../test/infra/synthesize.ts'],
  ['infra/local', '../service-stack.ts'],
  ['infra/local', '../../functions/contract.ts'],
  ['infra/local', 'aws-cdk-lib'],
  ['infra/local', 'aws-cdk-lib/aws-lambda'],
  ['infra/local/engines', '../../service-stack.ts'],
  ['infra/local/engines', '../../../functions/contract.ts'],
  ['infra/local/engines', 'constructs'],
  ['infra/local/engines/states', '../../../service-stack.ts'],
  ['infra/local/engines/states', '../../../../functions/contract.ts'],
  ['infra/local/engines/states', 'aws-cdk-lib'],
  ['functions/handlers', '@aws-sdk/client-sfn'],
  ['functions/handlers', '../aws/dynamodb/task-store.ts'],
  ['functions/handlers', '../providers/fal/fal-provider.ts'],
  ['functions/handlers', '../providers/embedded/embedded-provider.ts'],
  ['functions/handlers', '../../infra/app.ts'],
  ['functions/api/server', '@aws-sdk/lib-dynamodb'],
  ['functions/api/server', '../../service/records.ts'],
  ['functions/api/server', '../../aws/s3/media-store.ts'],
  ['functions/api/document', '@aws-sdk/lib-dynamodb'],
  ['functions/api/document', '../../service/records.ts'],
  ['functions/tasks', '@aws-sdk/client-sfn'],
  ['functions/tasks', '@middy/core'],
  ['functions/tasks', '@aws-lambda-powertools/metrics'],
  ['functions/webhooks', '@aws-lambda-powertools/logger'],
  ['functions/tasks', 'aws-cdk-lib'],
  ['functions/tasks', '../service/records.ts'],
  ['functions/tasks', '../config.ts'],
  ['functions/tasks', '../providers/adapter-definitions.ts'],
  ['functions/tasks', '../providers/embedded/embedded-provider.ts'],
  ['functions/tasks', '../aws/dynamodb/task-store.ts'],
  ['functions/tasks', '../aws/step-functions/task-executions.ts'],
  ['functions/tasks', '../../infra/retry-policies.ts'],
  ['functions/tasks', '../../test/fakes/task-store.ts'],
  ['functions/sweep', '@aws-sdk/client-sfn'],
  ['functions/sweep', '../aws/step-functions/executions.ts'],
  ['functions/resources', '@aws-sdk/lib-dynamodb'],
  ['functions/provider-queries', '@aws-sdk/lib-dynamodb'],
  ['functions/provider-queries', '../providers/adapter-definitions.ts'],
  ['functions/resources', '../aws/dynamodb/resource-store.ts'],
  ['functions/accounts', '@aws-sdk/lib-dynamodb'],
  ['functions/accounts', '../service/records.ts'],
  ['functions/webhooks', '@aws-sdk/lib-dynamodb'],
  ['functions/webhooks', '../aws/dynamodb/webhook-store.ts'],
  ['functions/webhooks', '../service/records.ts'],
  ['functions/catalog', '../tasks/task.ts'],
  ['functions/catalog', '../providers/provider.ts'],
  ['functions/catalog', '@aws-sdk/client-sfn'],
  ['functions/catalog/kinds', './talking-photo.ts'],
  ['functions/catalog/kinds', '../catalog.ts'],
  ['functions/catalog/kinds', '../../tasks/task.ts'],
  ['functions/providers', './embedded/embedded-provider.ts'],
  ['functions/providers', '../tasks/task.ts'],
  ['functions/providers/fal', '../embedded/embedded-provider.ts'],
  ['functions/providers/fal', '../adapter-definitions.ts'],
  ['functions/providers/fal', '../../media/media-store.ts'],
  ['functions/providers/fal', '../../rendering/render-job.ts'],
  ['functions/providers/embedded', '../../tasks/task.ts'],
  ['functions/providers/embedded', '../fal/fal-provider.ts'],
  ['functions/providers/fal', '../../tasks/task.ts'],
  ['functions/providers/fal', '../../config.ts'],
  ['functions/providers/fal', '@aws-sdk/client-sfn'],
  ['functions/rendering', '../contract.ts'],
  ['functions/rendering', '../catalog/catalog.ts'],
  ['functions/rendering/audio', '../../providers/fal/fal-provider.ts'],
  ['functions/rendering/audio', '../../net/guarded-fetch.ts'],
  ['functions/rendering/video', '../../providers/fal/fal-provider.ts'],
  ['functions/rendering/video', '../../net/guarded-fetch.ts'],
  ['functions/media', '../aws/s3/media-store.ts'],
  ['functions/media', '../service/records.ts'],
  ['functions/net', '../tasks/task.ts'],
  ['functions/net', '../config.ts'],
  ['functions/aws/dynamodb', '../../service/records.ts'],
  ['functions/aws/dynamodb', '../../api/server/match-operation.ts'],
  ['functions/aws/step-functions', '../../providers/embedded/embedded-provider.ts'],
  ['functions/aws/s3', '../../handlers/api.ts'],
  ['functions/aws/kms', '../../config.ts'],
  ['functions/aws/lambda', 'aws-cdk-lib/aws-lambda'],
  ['functions/aws/events', '../../config.ts'],
  ['functions/webhooks', '../aws/events/operator-notices.ts'],
  ['functions/throttling', '../aws/dynamodb/throttling-store.ts'],
  ['functions/throttling', '../providers/adapter-definitions.ts'],
  ['functions/tasks', '../aws/parameters/read-parameters.ts'],
  ['functions/aws/parameters', '../../config.ts'],
  ['functions/cli', '../config.ts'],
  ['functions/cli', '../webhooks/keys.ts'],
  ['functions/cli', '@aws-sdk/lib-dynamodb'],
  ['functions/telemetry', '../service/metrics.ts'],
  ['functions/speech', '../api/operation.ts'],
  ['functions/service', '../handlers/api.ts'],
  ['functions/console', '../contract.ts'],
  ['functions/console', '../api/operation.ts'],
  ['functions/console/screens', '../../tasks/task.ts'],
  ['functions/console/data', '@aws-sdk/lib-dynamodb'],
  ['functions/client', '../catalog/catalog.ts'],
  ['functions/cli/commands', '../../tasks/task.ts'],
  ['functions/mcp', '../service/records.ts'],
  ['functions', '../infra/service-stack.ts'],
  ['functions', 'aws-cdk-lib'],
];

const allowed: readonly Row[] = [
  ['functions/rendering/audio', '../render-failed-error.ts'],
  ['functions/rendering/audio', '../talking-photo/mouth.ts'],
  ['functions/rendering/video', '../render-failed-error.ts'],
  ['functions/rendering/caption-removal', '../video/read-video.ts'],
  ['functions/throttling', '../providers/configured-provider.ts'],
  ['functions/tasks', '../throttling/throttle.ts'],
  ['functions/console/screens', '../data/client.ts'],
  ['functions/console/data', '../../client/get-data.ts'],
  ['functions/cli/commands', '../../client/reelhook.ts'],
  ['functions/catalog', '../once.ts'],
  ['functions/catalog/kinds', '../../once.ts'],
  ['functions/cli', '../webhooks/signature.ts'],
  ['functions/cli/operator', 'aws4fetch'],
  ['infra', '../functions/contract.ts'],
  ['infra', './service-function.ts'],
  ['infra', 'aws-cdk-lib/aws-lambda'],
  ['infra/local', './template.ts'],
  ['infra/local', './engines/functions.ts'],
  ['infra/local/engines', '../clock.ts'],
  ['infra/local/engines/states', '../../clock.ts'],
  ['infra/local/engines/states', 'jsonata'],
  ['functions/handlers', '../service/records.ts'],
  ['functions/handlers', '../tasks/create-task.ts'],
  ['functions/handlers', '../rendering/run-render-job.ts'],
  ['functions/handlers', '../rendering/render-job.ts'],
  ['functions/providers/embedded', '../../rendering/render-job.ts'],
  ['functions/providers/embedded', '../../media/media-store.ts'],
  ['functions/api/server', '../../tasks/create-task.ts'],
  ['functions/api/server', '../../webhooks/announce-event.ts'],
  ['functions/tasks', '../providers/provider.ts'],
  ['functions/tasks', '../webhooks/announce-event.ts'],
  ['functions/tasks', '../catalog/catalog.ts'],
  ['functions/tasks', '../contract.ts'],
  ['functions/accounts', 'zod'],
  ['functions/webhooks', '../net/guarded-request.ts'],
  ['functions/catalog', 'zod'],
  ['functions/catalog', './fields.ts'],
  ['functions/catalog/kinds', '../fields.ts'],
  ['functions/providers', '../catalog/catalog.ts'],
  ['functions/providers/fal', '../provider.ts'],
  ['functions/providers/fal', '../../catalog/catalog.ts'],
  ['functions/providers/fal', './fal-request.ts'],
  ['functions/media', '../net/download.ts'],
  ['functions/net', 'ipaddr.js'],
  ['functions/aws/dynamodb', '@aws-sdk/lib-dynamodb'],
  ['functions/aws/dynamodb', '../../tasks/task-store.ts'],
  ['functions/aws/s3', 'aws4fetch'],
  ['functions/service', '../aws/dynamodb/task-store.ts'],
  ['functions/service', '../providers/adapter-definitions.ts'],
  ['test/unit', '../../functions/aws/dynamodb/task-store.ts'],
];

describe('the import rules', () => {
  const rows = [...refused, ...allowed];
  const findings = lintPlants(
    rows.map(([folder, imported]) => ({
      path: `${folder}/planted.ts`,
      content: `import { something } from '${imported}';\n\nexport const planted = something;\n`,
    })),
  );
  const isRefused = (row: Row) => findings[rows.indexOf(row)]?.includes('noRestrictedImports');

  it.each(refused.map((row) => [...row, row] as const))('refuse in %s: %s', (_, __, row) => {
    expect(isRefused(row)).toBe(true);
  });

  it.each(allowed.map((row) => [...row, row] as const))('allow in %s: %s', (_, __, row) => {
    expect(isRefused(row)).toBe(false);
  });
});

describe('the sentences that biome answers a forbidden import with', () => {
  const sentences = readFileSync('biome.json', 'utf8').matchAll(/"message": "([^"]+)"/g);
  const page = readFileSync('docs/architecture.md', 'utf8');

  it.each([...new Set([...sentences].map(([, sentence = '']) => sentence))])(
    'are those of docs/architecture.md: %s',
    (sentence) => {
      expect(page.replaceAll('`', '')).toContain(sentence);
    },
  );
});

describe('the other rules of the house', () => {
  const houseRules = [
    { rule: 'noRestrictedImports', path: 'functions/contract.ts', content: "import 'zod';\n" },
    { rule: 'noProcessEnv', path: 'functions/tasks/planted.ts', content: 'process.env;\n' },
    { rule: 'noConsole', path: 'functions/tasks/planted.ts', content: "console.log('');\n" },
    { rule: 'noDefaultExport', path: 'functions/tasks/planted.ts', content: 'export default 1;\n' },
    { rule: 'noExplicitAny', path: 'functions/tasks/planted.ts', content: 'let a: any;\n' },
    { rule: 'noUndeclaredDependencies', path: 'infra/planted.ts', content: "import 'lodash';\n" },
    { rule: 'useFilenamingConvention', path: 'infra/WrongName.ts', content: 'export {};\n' },
    {
      rule: 'noFloatingPromises',
      path: 'functions/tasks/planted.ts',
      content: 'async function begin() {}\nexport function run() {\n  begin();\n}\n',
    },
  ];
  const findings = lintPlants(houseRules);

  it.each(houseRules.map(({ rule }, index) => [rule, index] as const))(
    '%s is on',
    (rule, index) => {
      expect(findings[index]).toContain(rule);
    },
  );

  it('refuses a circle of imports, of types alone too', () => {
    const found = lintPlants([
      {
        path: 'functions/tasks/one.ts',
        content: "import type { Two } from './two.ts';\n\nexport interface One {\n  two: Two;\n}\n",
      },
      {
        path: 'functions/tasks/two.ts',
        content: "import type { One } from './one.ts';\n\nexport interface Two {\n  one: One;\n}\n",
      },
    ]);
    expect(found).toEqual([['noImportCycles'], ['noImportCycles']]);
  });

  it('lets the configuration alone, and the command, read the environment', () => {
    const found = lintPlants(
      ['functions/config.ts', 'functions/cli/main.ts'].map((path) => ({
        path,
        content: 'export const home = process.env;\n',
      })),
    );
    expect(found.join()).not.toContain('noProcessEnv');
  });
});
