import { AwsClient } from 'aws4fetch';
import * as z from 'zod';
import type { CliContext } from '../cli-context.ts';
import { CliError } from '../exit-codes.ts';
import { findLocalService, getDataDirectories } from '../server/local-service.ts';
import { getAwsEndpoint } from './aws-endpoint.ts';
import { readStackOutputs } from './read-stack-outputs.ts';

export interface OperatorOptions {
  /** The deployed stack, such as `Reelhook-prod`; optional, defaults to the local service. */
  readonly stack?: string;
  readonly region?: string;
  readonly data?: string;
}

/** Where functions are called, and what the stack's outputs are. */
interface Deployment {
  readonly endpoint: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly aws: AwsClient;
}

const refusal = z.object({ errorMessage: z.string() });

/**
 * Calls one of the operator's functions, of the local service or of a deployed stack.
 * @param output the output of the stack that names the function
 * @returns what the function answers
 * @throws CliError with the function's own words, and where there is no such stack, service or credential
 */
export async function invokeOperatorFunction(
  context: CliContext,
  options: OperatorOptions,
  output: string,
  payload: object,
): Promise<unknown> {
  const { endpoint, outputs, aws } = options.stack
    ? await findDeployment(context, options.stack, options.region)
    : await findLocal(context, options.data);
  const name = outputs[output];
  if (name === undefined) throw new CliError(`The stack has no output ${output}.`);
  const url = `${endpoint}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const response = await aws.fetch(url, { method: 'POST', body: JSON.stringify(payload) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new CliError(`AWS refused the call: ${JSON.stringify(answer)}`);
  if (!response.headers.has('x-amz-function-error')) return answer;
  const { data } = refusal.safeParse(answer);
  throw new CliError(data?.errorMessage ?? JSON.stringify(answer), 'refused');
}

async function findLocal(context: CliContext, data: string | undefined): Promise<Deployment> {
  const local = await findLocalService(getDataDirectories(context, data));
  if (!local) {
    throw new CliError(
      'No local service runs. Start one with `reelhook start`, or name a deployed stack with --stack.',
      'unreachable',
    );
  }
  const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
  const aws = new AwsClient({ ...keys, service: 'lambda', region: 'us-east-1' });
  return { endpoint: local.endpointUrl, outputs: local.outputs, aws };
}

/** The outputs of a deployed stack. @throws CliError as above */
export async function readOutputsOfStack(
  context: CliContext,
  stack: string,
  region: string | undefined,
): Promise<Readonly<Record<string, string>>> {
  return (await findDeployment(context, stack, region)).outputs;
}

async function findDeployment(
  { environment }: CliContext,
  stack: string,
  asked: string | undefined,
): Promise<Deployment> {
  const region = asked ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (!region) throw new CliError('Name the region with --region or AWS_REGION.', 'usage');
  if (!accessKeyId || !secretAccessKey) {
    throw new CliError(
      'There are no AWS credentials in the environment. `eval "$(aws configure export-credentials --format env)"` puts those of the AWS CLI there.',
      'usage',
    );
  }
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  const outputs = await readStackOutputs(
    new AwsClient({ ...keys, service: 'cloudformation', region }),
    getAwsEndpoint(environment, 'cloudformation', region),
    stack,
  );
  const aws = new AwsClient({ ...keys, service: 'lambda', region });
  return { endpoint: getAwsEndpoint(environment, 'lambda', region), outputs, aws };
}
