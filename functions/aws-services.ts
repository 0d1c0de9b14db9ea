import { AwsClient } from 'aws4fetch';
import type { JsonService } from './aws/json-call.ts';
import { createKmsCipher } from './aws/kms/kms-cipher.ts';
import type { LambdaFunction } from './aws/lambda/invoke-function.ts';
import type { S3Bucket } from './aws/s3/media-store.ts';
import { type Config, required } from './config.ts';
import type { Cipher } from './webhooks/cipher.ts';

/** The media bucket, addressed as the AWS SDKs do: by host name, or by path at an endpoint of one's own. */
export function mediaBucketOf(config: Config): S3Bucket {
  const name = required(config, 'MEDIA_BUCKET');
  const endpoint = config.AWS_ENDPOINT_URL_S3;
  const url = endpoint
    ? `${withoutSlash(endpoint)}/${name}`
    : `https://${name}.s3.${config.AWS_REGION}.amazonaws.com`;
  return { client: signerFor(config, 's3'), url, name };
}

/** Another function of ours, by the variable that holds its name. */
export function lambdaFunction(
  config: Config,
  variable:
    | 'RENDER_FUNCTION'
    | 'TRANSFER_FUNCTION'
    | 'DELIVERY_FUNCTION'
    | 'SPEECH_FUNCTION'
    | 'LANGUAGE_FUNCTION'
    | 'PROVIDER_FUNCTION',
): LambdaFunction {
  return {
    client: signerFor(config, 'lambda'),
    url: serviceUrl(config, 'lambda', config.AWS_ENDPOINT_URL_LAMBDA),
    functionName: required(config, variable),
  };
}

/** Seals with this deployment's key. */
export function cipherOf(config: Config): Cipher {
  return createKmsCipher({
    client: signerFor(config, 'kms'),
    url: serviceUrl(config, 'kms', config.AWS_ENDPOINT_URL_KMS),
    keyId: required(config, 'ENCRYPTION_KEY'),
  });
}

/** Step Functions. */
export function statesOf(config: Config): JsonService {
  return {
    client: signerFor(config, 'states'),
    url: serviceUrl(config, 'states', config.AWS_ENDPOINT_URL_SFN),
  };
}

/** The account's default EventBridge bus. */
export function eventBusOf(config: Config): JsonService {
  return {
    client: signerFor(config, 'events'),
    url: serviceUrl(config, 'events', config.AWS_ENDPOINT_URL_EVENTBRIDGE),
  };
}

/** Signs for whatever service of AWS a call names. */
export function awsSigner(config: Config): AwsClient {
  return signerFor(config);
}

/** The parameters of Systems Manager. */
export function parametersOf(config: Config): JsonService {
  return {
    client: signerFor(config, 'ssm'),
    url: serviceUrl(config, 'ssm', config.AWS_ENDPOINT_URL_SSM),
  };
}

function signerFor(
  config: Config,
  service?: 's3' | 'lambda' | 'kms' | 'events' | 'ssm' | 'states',
): AwsClient {
  const sessionToken = config.AWS_SESSION_TOKEN;
  return new AwsClient({
    accessKeyId: required(config, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: required(config, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(service === undefined ? {} : { service }),
    region: config.AWS_REGION,
  });
}

function serviceUrl(config: Config, service: string, endpoint: string | undefined): string {
  return endpoint
    ? withoutSlash(endpoint)
    : `https://${service}.${config.AWS_REGION}.amazonaws.com`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
