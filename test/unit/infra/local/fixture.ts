import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { onTestFinished, vi } from 'vitest';
import { type LocalClock, systemClock } from '../../../../infra/local/clock.ts';
import type { LogEntry } from '../../../../infra/local/log.ts';
import { type LocalStack, type StackOptions, startStack } from '../../../../infra/local/stack.ts';

vi.setConfig({ testTimeout: 30_000 });

/** How long `expect.poll` may take on a machine that is busy with something else. */
export const patient = { timeout: 20_000 };

/** A folder that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-stack-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export type Resources = Record<string, { Type: string; Properties?: object; Condition?: string }>;

interface AssemblyOptions {
  /** The code of each function by its logical id, as the text of `index.js`. */
  functions?: Record<string, string>;
  /** More properties of each function by its logical id. */
  properties?: Record<string, object>;
  resources?: Resources;
  template?: object;
}

/** Writes what CDK would write for a stack with these functions and resources; answers the folder. */
export function writeAssembly({
  functions = {},
  properties = {},
  resources = {},
  template = {},
}: AssemblyOptions): string {
  const directory = temporaryDirectory();
  const names = Object.keys(functions);
  for (const [name, code] of Object.entries(functions)) {
    mkdirSync(join(directory, `asset.${name}`));
    writeFileSync(join(directory, `asset.${name}`, 'index.js'), code);
  }
  const functionResources = names.map((name) => [name, functionResource(name, properties[name])]);
  const files = names.map((name) => [
    name,
    {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${name}.zip` } },
    },
  ]);
  write(directory, 'manifest.json', manifest);
  write(directory, 'Stack.assets.json', { files: Object.fromEntries(files) });
  write(directory, 'Stack.template.json', {
    ...template,
    Resources: { ...Object.fromEntries(functionResources), ...resources },
  });
  return directory;
}

const manifest = {
  artifacts: {
    'Stack.assets': { type: 'cdk:asset-manifest', properties: { file: 'Stack.assets.json' } },
    Stack: {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: 'Stack.template.json' },
    },
  },
};

function functionResource(name: string, properties: object = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      ...properties,
    },
  };
}

function write(directory: string, name: string, content: object): void {
  writeFileSync(join(directory, name), JSON.stringify(content));
}

/** The routes of an API that one function answers. */
export function apiResources(functionName: string, routeKeys: string[]): Resources {
  const routes = routeKeys.map((RouteKey, index) => [
    `Route${index}`,
    {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: { ApiId: { Ref: 'Api' }, RouteKey, Target: 'integrations/Integration' },
    },
  ]);
  return {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': [functionName, 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    ...Object.fromEntries(routes),
  };
}

export interface RunningStack extends LocalStack {
  log: LogEntry[];
}

/** Starts the assembly on free ports; stopped when the test is over. */
export async function runStack(
  assemblyDirectory: string,
  options: Partial<Pick<StackOptions, 'dataDirectory' | 'clock' | 'environment' | 'host'>> = {},
): Promise<RunningStack> {
  const log: LogEntry[] = [];
  const stack = await startStack({
    ...options,
    assemblyDirectory,
    dataDirectory: options.dataDirectory ?? join(temporaryDirectory(), 'data'),
    port: 0,
    clock: options.clock ?? systemClock(),
    log: (entry) => log.push(entry),
  });
  onTestFinished(() => stack.stop());
  return { ...stack, log };
}

/** A clock that shows what it is told. */
export function settableClock(): LocalClock & { advance(milliseconds: number): void } {
  const offset = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const ahead = new BigInt64Array(offset);
  return {
    ...systemClock(),
    offset,
    now: () => Date.now() + Number(ahead[0]),
    advance: (milliseconds) => void Atomics.add(ahead, 0, BigInt(milliseconds)),
  };
}

/** Signs for a service as an SDK inside a function does. */
export function signer(
  service: string,
  credentials: LocalStack['credentials'] = { accessKeyId: 'local', secretAccessKey: 'local' },
): AwsClient {
  return new AwsClient({ ...credentials, service, region: 'us-east-1', retries: 0 });
}
