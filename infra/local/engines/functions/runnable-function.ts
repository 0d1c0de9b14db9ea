import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCredentials, toVariables } from '../../local-credentials.ts';
import type { TypedResource } from '../../resource-type.ts';
import { type FunctionProperties, functionArn } from './function-types.ts';
import type { FunctionsWorker } from './functions-worker.ts';
import type { LoadedFunction } from './invocation.ts';
import { concurrencyVariable } from './invoke-store.ts';

/**
 * Functions share a thread, for what a thread and V8's compilers for it take, unless they were given a whole processor
 * (AWS Lambda Developer Guide, "Configure Lambda function memory") or their code is so large that loading it would hold
 * up the others: those that render, speak or load models.
 */
const PROCESSOR_MEGABYTES = 1769;
const LARGE_CODE_BYTES = 1_048_576;

/** A separate thread has the function's memory; V8 would let it keep 48 MB for objects that die young. */
const OWN_YOUNG_MEGABYTES = 8;
export const SHARED_MEMORY = { old: 512, young: 48 };

export interface RunnableFunction {
  readonly loaded: LoadedFunction;
  readonly timeoutSeconds: number;
  readonly thread: Thread;
}

/** Functions in one worker thread, which is replaced when it takes no more invocations. */
export interface Thread {
  readonly memory: { readonly old: number; readonly young: number };
  worker?: FunctionsWorker;
}

export interface FunctionOptions {
  assetDirectory(objectKey: string): string;
  /** What the functions' SDK clients sign with. */
  readonly credentials: LocalCredentials;
  /** The address of the local AWS endpoint, which the functions' SDK clients are sent to. */
  readonly endpointUrl: string;
}

/** What the engine knows of a function. @param shared the thread that it is put into if it is light */
export function prepareFunction(
  resource: TypedResource<FunctionProperties>,
  shared: Thread,
  options: FunctionOptions,
): RunnableFunction {
  const { name, properties } = resource;
  const directory = options.assetDirectory(properties.Code.S3Key);
  const isHeavy =
    properties.MemorySize >= PROCESSOR_MEGABYTES || folderBytes(directory) > LARGE_CODE_BYTES;
  return {
    timeoutSeconds: properties.Timeout,
    thread: isHeavy
      ? { memory: { old: properties.MemorySize, young: OWN_YOUNG_MEGABYTES } }
      : shared,
    loaded: {
      functionName: name,
      functionArn: functionArn(name),
      memorySize: properties.MemorySize,
      directory,
      handler: properties.Handler,
      environment: getEnvironment(resource, directory, options),
    },
  };
}

function folderBytes(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** What Lambda's runtime puts into the environment, with the SDK's addresses turned to this machine. */
function getEnvironment(
  { name, properties }: TypedResource<FunctionProperties>,
  directory: string,
  { credentials, endpointUrl }: FunctionOptions,
): Record<string, string> {
  const services = ['DYNAMODB', 'EVENTBRIDGE', 'KMS', 'LAMBDA', 'S3', 'SFN', 'SSM'];
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpointUrl])),
    ...toVariables(credentials),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    // Invocations run side by side in one worker, as on Lambda managed instances: their log keys are kept apart.
    [concurrencyVariable]: '1000',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    LAMBDA_TASK_ROOT: directory,
    TZ: ':UTC',
    _HANDLER: properties.Handler,
    ...properties.Environment.Variables,
  };
}
