import { SFNClient } from '@aws-sdk/client-sfn';
import { AwsClient } from 'aws4fetch';
import type { DynamoDbPlace } from '../aws/dynamodb/document-client.ts';
import { createOperatorNotices } from '../aws/events/operator-notices.ts';
import { createKmsCipher } from '../aws/kms/kms-cipher.ts';
import { createS3MediaStore, type S3Bucket } from '../aws/s3/media-store.ts';
import { createUploadSigner } from '../aws/s3/sign-upload.ts';
import { type AwsKeys, createRequestSigner, type SignRequest } from '../aws/sign-request.ts';
import { createDeliveryStarter } from '../aws/step-functions/delivery-starter.ts';
import { createExecutions } from '../aws/step-functions/executions.ts';
import { createTaskExecutions } from '../aws/step-functions/task-executions.ts';
import { createWaitingStates } from '../aws/step-functions/waiting-states.ts';
import type { EndpointName } from '../config.ts';
import { once } from '../once.ts';
import { config, variable } from './environment.ts';
import { logger } from './logger.ts';

/** The media bucket's address, made as the AWS SDKs do: by host name, or by path at an endpoint of one's own. */
export const mediaBucketUrl = /* @__PURE__ */ once((): string => {
  const name = variable('MEDIA_BUCKET');
  const endpoint = config().AWS_ENDPOINT_URL_S3;
  return endpoint
    ? `${withoutSlash(endpoint)}/${name}`
    : `https://${name}.s3.${config().AWS_REGION}.${config().AWS_DNS_SUFFIX}`;
});

/** The media bucket with what signs requests to it. */
export const mediaBucket = /* @__PURE__ */ once(
  (): S3Bucket => ({
    sign: createSigning('s3'),
    url: mediaBucketUrl(),
    name: variable('MEDIA_BUCKET'),
  }),
);

/** The files in the media bucket. */
export const mediaStore = /* @__PURE__ */ once(() => createS3MediaStore(mediaBucket()));

/** The media bucket's address for callers, who put their files there. */
export const uploadBucketUrl = /* @__PURE__ */ once((): string => {
  const endpoint = config().UPLOAD_URL;
  return endpoint ? `${endpoint}/${variable('MEDIA_BUCKET')}` : mediaBucketUrl();
});

/** Signs the address that a caller uploads a file to. */
export const uploadSigner = /* @__PURE__ */ once(() =>
  createUploadSigner(createSigner('s3'), uploadBucketUrl()),
);

/** Encrypts with this deployment's key. */
export const cipher = /* @__PURE__ */ once(() =>
  createKmsCipher({ ...awsService('kms', 'KMS'), keyId: variable('ENCRYPTION_KEY') }),
);

/** The parameters of Systems Manager. */
export const parameters = /* @__PURE__ */ once(() => awsService('ssm', 'SSM'));

const stepFunctions = /* @__PURE__ */ once(() => awsService('states', 'SFN'));

/** Starts and stops the execution of a task. */
export const taskWorkflow = /* @__PURE__ */ once(() =>
  createTaskExecutions(stepFunctions(), variable('TASK_WORKFLOW')),
);

/** Starts the execution of a delivery whose first attempt failed. */
export const deliveryStarter = /* @__PURE__ */ once(() =>
  createDeliveryStarter(stepFunctions(), variable('DELIVERY_WORKFLOW')),
);

/** Resumes states that wait for a task token. */
export const waitingStates = /* @__PURE__ */ once(() => createWaitingStates(stepFunctions()));

/** What became of the executions of tasks. */
export const executions = /* @__PURE__ */ once(() =>
  createExecutions(new SFNClient({ endpoint: awsUrl('states', 'SFN') }), variable('TASK_WORKFLOW')),
);

/** Notices to the operator, on the account's default EventBridge bus. */
export const operatorNotices = /* @__PURE__ */ once(() =>
  createOperatorNotices({ ...awsService('events', 'EVENTBRIDGE'), log: logger }),
);

/** DynamoDB at its regional address, or at the endpoint that the environment names for it, and what signs. */
export function dynamoDb(): DynamoDbPlace {
  const endpoint = config().AWS_ENDPOINT_URL_DYNAMODB;
  const { AWS_REGION: region, AWS_DNS_SUFFIX: suffix } = config();
  return {
    url: endpoint ? withoutSlash(endpoint) : `https://dynamodb.${region}.${suffix}`,
    region,
    keys: getKeys(),
  };
}

/** The function's own credentials, which live as long as it does. */
function getKeys(): AwsKeys {
  const sessionToken = config().AWS_SESSION_TOKEN;
  return {
    accessKeyId: variable('AWS_ACCESS_KEY_ID'),
    secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/** Signs calls to a service of AWS; optional; defaults to the one that the called address names. */
export function createSigner(service?: 's3'): AwsClient {
  return new AwsClient({
    ...getKeys(),
    ...(service === undefined ? {} : { service }),
    region: config().AWS_REGION,
  });
}

/** A service of AWS at its regional address, or at the endpoint that the environment names for it. */
export function awsService(
  service: 'kms' | 'events' | 'ssm' | 'states' | 'lambda',
  endpointName: EndpointName,
): { readonly sign: SignRequest; readonly url: string } {
  return { sign: createSigning(service), url: awsUrl(service, endpointName) };
}

/** Past aws4fetch, which signs through WebCrypto: that takes several times the CPU, and turns of the event loop. */
function createSigning(service: string): SignRequest {
  return createRequestSigner({ keys: getKeys(), region: config().AWS_REGION, service });
}

/** The regional address of a service of AWS, or the endpoint that the environment names for it. */
export function awsUrl(service: string, endpointName: EndpointName): string {
  const endpoint = config()[`AWS_ENDPOINT_URL_${endpointName}`];
  return endpoint
    ? withoutSlash(endpoint)
    : `https://${service}.${config().AWS_REGION}.${config().AWS_DNS_SUFFIX}`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
