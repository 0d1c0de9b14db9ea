import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { environmentNames, mediaFolders } from '../functions/contract.ts';
import type { ServiceFunction, WorkflowArn } from './service-function.ts';
import { createFunction, type Resources } from './service-functions.ts';
import { MANY, MOST_OPEN_TASKS } from './stage-options.ts';
import {
  chosenAtStart,
  optionallyChosenAtStart,
  wholeNumberParameter,
} from './start-parameters.ts';

const { uploads, renders, results, previews, speech } = mediaFolders;

export interface ApiNeeds {
  readonly taskWorkflow: StateMachine;
  readonly deliveryWorkflow: WorkflowArn;
  readonly attemptDelivery: ServiceFunction;
  readonly measureMedia: ServiceFunction;
}

/** The function behind the HTTP API. It never fetches an address that a user gave; `transfer-media` does. */
export function createApi(resources: Resources, needs: ApiNeeds): ServiceFunction {
  const { tables, media, key, stage, scope } = resources;
  const { requestsPerMinute, startsPerMinute, openTasks, tasksPerDay } = stage;
  const chosen = (id: string, value: number, most = MANY) =>
    chosenAtStart(scope, stage, wholeNumberParameter(id, value, most));
  const api = createFunction(resources, 'api', {
    description: 'Answers every request of the HTTP API',
    memoryMegabytes: 512,
    timeoutSeconds: 29,
  })
    .grantTableAccess(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantTableAccess(tables.providers, environmentNames.providersTable, 'readWrite')
    .grantTableAccess(tables.resources, environmentNames.resourcesTable, 'readWrite')
    .grantReadParameters(resources.stage, 'encrypted')
    .grantMediaAccess(media, {
      reads: [uploads],
      writes: [uploads],
      removes: [uploads, results, previews],
    })
    .addUploadUrl(media)
    .grantKeyAccess(key, 'encryptAndDecrypt')
    .addVariable(environmentNames.requestsPerMinute, chosen('RequestsPerMinute', requestsPerMinute))
    .addVariable(environmentNames.startsPerMinute, chosen('StartsPerMinute', startsPerMinute))
    .addVariable(environmentNames.openTasks, chosen('OpenTasks', openTasks, MOST_OPEN_TASKS))
    .grantStartExecution(needs.taskWorkflow, environmentNames.taskWorkflow)
    .grantStopExecution(needs.taskWorkflow)
    .grantStartExecution(needs.deliveryWorkflow, environmentNames.deliveryWorkflow)
    .grantInvokeFunction(createTransferMedia(resources), environmentNames.transferFunction)
    .grantInvokeFunction(createSpeak(resources), environmentNames.speechFunction)
    .grantInvokeFunction(createClassifyLanguage(resources), environmentNames.languageFunction)
    .grantInvokeFunction(
      createCallProvider(resources, needs.measureMedia),
      environmentNames.providerFunction,
    )
    .grantInvokeFunction(needs.attemptDelivery, environmentNames.deliveryFunction);
  const { value: _none, ...parameter } = wholeNumberParameter('TasksPerDay', 0, MANY);
  const perDay = optionallyChosenAtStart(scope, stage, {
    ...parameter,
    ...(tasksPerDay === undefined ? {} : { value: `${tasksPerDay}` }),
  });
  if (perDay !== undefined) api.addVariable(environmentNames.tasksPerDay, perDay);
  return api;
}

/** Says what the API is and serves the console. It may do nothing; it knows where media are read and uploaded. */
export function createDescribeApi(resources: Resources): ServiceFunction {
  return createFunction(resources, 'describe-api', {
    description: 'Answers the OpenAPI document, the reference page and the console',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  })
    .grantMediaAccess(resources.media, {})
    .addUploadUrl(resources.media);
}

/** The MCP endpoint: all that it may do is call the two functions behind the HTTP API, as anyone can. */
export function createMcp(
  resources: Resources,
  { api, describeApi }: Readonly<Record<'api' | 'describeApi', ServiceFunction>>,
): ServiceFunction {
  return createFunction(resources, 'mcp', {
    description: 'Answers agents over MCP, with calls of the API',
    memoryMegabytes: 512,
    timeoutSeconds: 29,
  })
    .grantInvokeFunction(api, environmentNames.apiFunction)
    .grantInvokeFunction(describeApi, environmentNames.describeFunction);
}

function createTransferMedia(resources: Resources): ServiceFunction {
  return createFunction(resources, 'transfer-media', {
    description: "Copies a file from a user's address into the media bucket",
    memoryMegabytes: 1_024,
    timeoutSeconds: 28,
  }).grantMediaAccess(resources.media, { writes: [uploads] });
}

function createSpeak(resources: Resources): ServiceFunction {
  return createFunction(resources, 'speak', {
    description: 'Speaks a text with a system voice and writes an MP3',
    // One whole processor, by which the caller's wait is shortest.
    memoryMegabytes: 1_769,
    timeoutSeconds: 28,
  }).grantMediaAccess(resources.media, { writes: [speech] });
}

function createClassifyLanguage(resources: Resources): ServiceFunction {
  return createFunction(resources, 'classify-language', {
    description: 'Detects the language of a text',
    memoryMegabytes: 512,
    timeoutSeconds: 28,
  });
}

/** Runs queries, which a provider answers at once: it holds credentials, which the API does not. */
function createCallProvider(resources: Resources, measureMedia: ServiceFunction): ServiceFunction {
  return (
    createFunction(resources, 'call-provider', {
      description: 'Asks a provider what it answers at once, and copies a file that it answers',
      memoryMegabytes: 1_024,
      timeoutSeconds: 28,
    })
      .grantReadParameters(resources.stage, 'decrypted')
      .grantInvokeFunction(measureMedia, environmentNames.measureFunction)
      // The embedded provider reads how a render is, and stops it by a mark beside it.
      .grantMediaAccess(resources.media, { reads: [renders], writes: [results, speech, renders] })
  );
}
