import { Aspects, CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { environmentNames } from '../functions/contract.ts';
import { createApi, createDescribeApi, createMcp } from './api-functions.ts';
import { DeliveryWorkflow } from './delivery-workflow.ts';
import { HttpApi } from './http-api.ts';
import { LogRetention } from './log-retention.ts';
import { Media } from './media.ts';
import { Monitoring } from './monitoring.ts';
import { createChangeAccount, createCreateUser, createRevokeToken } from './operator-functions.ts';
import { getParameters } from './parameters.ts';
import { dataRemovalPolicy } from './removal-policy.ts';
import { ServiceFunction } from './service-function.ts';
import type { Resources } from './service-functions.ts';
import type { Stage } from './stage.ts';
import { chosenAtStart, optionallyChosenAtStart, publicUrl } from './start-parameters.ts';
import { Sweep } from './sweep.ts';
import { Tables } from './tables.ts';
import {
  createAttemptDelivery,
  createMeasureMedia,
  createReceiveCallback,
  createSweep,
  createTaskSteps,
} from './task-functions.ts';
import { TaskWorkflow } from './task-workflow.ts';

export interface ServiceStackProps extends StackProps, Pick<Resources, 'createCode'> {
  readonly stage: Stage;
}

/** Reelhook, whole: one stack per stage. */
export class ServiceStack extends Stack {
  readonly stage: Stage;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { stage, createCode } = props;
    this.stage = stage;
    Aspects.of(this).add(new LogRetention(stage.logRetentionDays));
    for (const [name, value] of Object.entries(stage.tags)) Tags.of(this).add(name, value);
    const resources: Resources = {
      scope: new Construct(this, 'Functions'),
      tables: new Tables(this, 'Tables', stage),
      media: new Media(this, 'Media', stage),
      key: new Key(this, 'Key', {
        description: "Seals webhook secrets and callers' webhook tokens",
        enableKeyRotation: true,
        removalPolicy: dataRemovalPolicy(stage),
      }),
      stage,
      createCode,
    };
    const { stateMachine: deliveryWorkflow, attemptDelivery } = new DeliveryWorkflow(
      this,
      'DeliveryWorkflow',
      { createAttemptDelivery: (workflow) => createAttemptDelivery(resources, workflow) },
    );
    const measureMedia = createMeasureMedia(resources);
    const steps = createTaskSteps(resources, deliveryWorkflow, measureMedia);
    const { stateMachine: taskWorkflow } = new TaskWorkflow(this, 'TaskWorkflow', steps);
    const called = { attemptDelivery, measureMedia };
    const api = createApi(resources, { taskWorkflow, deliveryWorkflow, ...called });
    const describeApi = createDescribeApi(resources);
    const httpApi = new HttpApi(this, 'HttpApi', {
      api,
      describeApi,
      mcp: createMcp(resources, { api, describeApi }),
      receiveCallback: createReceiveCallback(resources, taskWorkflow),
      stage,
    });
    const callbackUrl =
      stage.apiUrl === undefined
        ? httpApi.url
        : optionallyChosenAtStart(this, stage, {
            ...publicUrl,
            id: 'CallbackUrl',
            ...(stage.callbackUrl === undefined ? {} : { value: stage.callbackUrl }),
          });
    const apiUrl = stage.apiUrl
      ? chosenAtStart(this, stage, { ...publicUrl, id: 'PublicApiUrl', value: stage.apiUrl })
      : httpApi.url;
    if (callbackUrl) steps.startTask.addVariable(environmentNames.callbackUrl, callbackUrl);
    const sweep = createSweep(resources, { taskWorkflow, deliveryWorkflow });
    new Sweep(this, 'Sweep', { sweep });
    const createUser = createCreateUser(resources);
    const revokeToken = createRevokeToken(resources);
    const changeAccount = createChangeAccount(resources);
    new Monitoring(this, 'Monitoring', {
      apiId: httpApi.id,
      workflows: [taskWorkflow, deliveryWorkflow],
      functions: resources.scope.node.children.filter((one) => one instanceof ServiceFunction),
      tables: resources.tables.all,
      stage,
    });
    this.publish(
      {
        apiUrl,
        mediaUrl: resources.media.url,
        apiFunctionName: api.functionName,
        createUserFunctionName: createUser.functionName,
        revokeTokenFunctionName: revokeToken.functionName,
        changeAccountFunctionName: changeAccount.functionName,
        sweepFunctionName: sweep.functionName,
        taskWorkflowArn: taskWorkflow.stateMachineArn,
        mediaBucketName: resources.media.bucket.bucketName,
        mediaAccessLogName: resources.media.accessLog.bucketName,
        dnsTargets: { api: httpApi.dnsTarget, media: resources.media.dnsTarget },
      },
      stage,
    );
  }

  private publish(names: Published, stage: Stage): void {
    const output = (id: string, description: string, value: string) =>
      new CfnOutput(this, id, { description, value });
    output('ApiUrl', 'The base URL of the API', names.apiUrl);
    output('MediaUrl', 'Where photos and videos are read', names.mediaUrl);
    output('MediaBucketName', 'Where photos and videos are kept', names.mediaBucketName);
    output('ApiFunctionName', "Answers the API's requests", names.apiFunctionName);
    output('MediaAccessLogName', 'The bucket of its access log', names.mediaAccessLogName);
    const { api, media } = names.dnsTargets;
    if (api) output('ApiDnsTarget', "Where the API domain's CNAME points to", api);
    if (media) output('MediaDnsTarget', "Where the media domain's CNAME points to", media);
    output('TaskWorkflowArn', 'The state machine of a task', names.taskWorkflowArn);
    output('CreateUserFunctionName', 'Makes a user and a token', names.createUserFunctionName);
    output('SweepFunctionName', 'Puts right what a crash has left', names.sweepFunctionName);
    output('RevokeTokenFunctionName', 'Takes tokens back', names.revokeTokenFunctionName);
    output('ChangeAccountFunctionName', 'Grants coins', names.changeAccountFunctionName);
    const { plain, secret } = getParameters(stage);
    output('ParameterNames', 'Parameters that may be set', plain.join());
    output('SecretParameterNames', 'The same, as SecureString', secret.join());
    output('SetupUrl', 'Shows a token what is configured and what is missing', setupUrl(names));
    output('FirstTask', 'A first task, with a token in $TOKEN', firstTask(names));
  }
}

interface Published {
  readonly apiUrl: string;
  readonly mediaUrl: string;
  readonly mediaBucketName: string;
  readonly apiFunctionName: string;
  readonly mediaAccessLogName: string;
  readonly dnsTargets: { readonly api: string | undefined; readonly media: string | undefined };
  readonly sweepFunctionName: string;
  readonly taskWorkflowArn: string;
  readonly createUserFunctionName: string;
  readonly revokeTokenFunctionName: string;
  readonly changeAccountFunctionName: string;
}

/** Answers `problems`, a list of texts, among what it has to say. */
function setupUrl({ apiUrl }: Published): string {
  return `${apiUrl}/api/v1/providers`;
}

function firstTask({ apiUrl, mediaUrl }: Published): string {
  const image = `${mediaUrl}/samples/rocket.jpg`;
  const body = `{"name":"first","image_url":"${image}","prompt":"slow push in"}`;
  return [
    `curl -s -X POST ${apiUrl}/api/v1/userImage2Video/start`,
    '-H "Authorization: Bearer $TOKEN"',
    '-H "Content-Type: application/json"',
    `-d '${body}'`,
  ].join(' ');
}
