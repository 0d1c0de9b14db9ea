import { AwsClient } from 'aws4fetch';
import { createServiceClient, type ServiceClient } from './aws/service-client.ts';
import type { AwsCredentials } from './aws/sign-request.ts';
import { type Config, required } from './config.ts';
import { createDocumentClient, type DynamoDBDocumentClient } from './dynamodb/document-client.ts';
import { createKmsCipher } from './kms/cipher.ts';
import type { LambdaFunction } from './lambda/invoke-function.ts';
import type { S3Bucket } from './s3/media-store.ts';
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
  variable: 'RENDER_FUNCTION' | 'TRANSFER_FUNCTION' | 'DELIVERY_FUNCTION',
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

/** DynamoDB. */
export function documentsOf(config: Config): DynamoDBDocumentClient {
  return createDocumentClient(
    createServiceClient({
      ...signingFor(config, 'dynamodb'),
      url: serviceUrl(config, 'dynamodb', config.AWS_ENDPOINT_URL_DYNAMODB),
      target: 'DynamoDB_20120810',
      contentType: 'application/x-amz-json-1.0',
    }),
  );
}

/** Step Functions. */
export function stepFunctionsOf(config: Config): ServiceClient {
  return createServiceClient({
    ...signingFor(config, 'states'),
    url: serviceUrl(config, 'states', config.AWS_ENDPOINT_URL_SFN),
    target: 'AWSStepFunctions',
    contentType: 'application/x-amz-json-1.0',
  });
}

/** The account's default EventBridge bus. */
export function eventBusOf(config: Config): { client: AwsClient; url: string } {
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
export function parametersOf(config: Config): { client: AwsClient; url: string } {
  return {
    client: signerFor(config, 'ssm'),
    url: serviceUrl(config, 'ssm', config.AWS_ENDPOINT_URL_SSM),
  };
}

function signerFor(
  config: Config,
  service?: 's3' | 'lambda' | 'kms' | 'events' | 'ssm',
): AwsClient {
  return new AwsClient({
    ...credentialsOf(config),
    ...(service === undefined ? {} : { service }),
    region: config.AWS_REGION,
  });
}

function signingFor(config: Config, service: 'dynamodb' | 'states') {
  return { credentials: credentialsOf(config), region: config.AWS_REGION, service };
}

function credentialsOf(config: Config): AwsCredentials {
  const sessionToken = config.AWS_SESSION_TOKEN;
  return {
    accessKeyId: required(config, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: required(config, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

function serviceUrl(config: Config, service: string, endpoint: string | undefined): string {
  return endpoint
    ? withoutSlash(endpoint)
    : `https://${service}.${config.AWS_REGION}.amazonaws.com`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
