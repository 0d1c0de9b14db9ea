import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { environmentNames, mediaFolders } from '../functions/contract.ts';
import type { FunctionName } from './function-names.ts';
import type { Media } from './media.ts';
import { parametersPath } from './parameters.ts';
import {
  ServiceFunction,
  type ServiceFunctionProps,
  type WorkflowArn,
} from './service-function.ts';
import type { Stage } from './stage.ts';
import type { Tables } from './tables.ts';
import type { TaskWorkflowProps } from './task-workflow.ts';

const { uploads, renders, results, speech } = mediaFolders;

/** What the functions stand on. */
export interface Resources {
  readonly scope: Construct;
  readonly tables: Tables;
  readonly media: Media;
  /** Seals secrets. */
  readonly key: IKey;
  readonly stage: Stage;
  /** The bundle of a function. */
  readonly codeOf: (name: FunctionName) => Code;
}

/**
 * The one function of the delivery workflow. It starts deliveries itself, to tell an owner that an endpoint was
 * disabled.
 */
export function createAttemptDelivery(
  resources: Resources,
  deliveryWorkflow: WorkflowArn,
): ServiceFunction {
  const { tables, key } = resources;
  return create(resources, 'attempt-delivery', {
    description: 'Sends one signed webhook request and records the attempt',
    memoryMegabytes: 512,
    timeoutSeconds: 30,
  })
    .usesTable(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .usesKey(key, 'sealAndOpen')
    .starts(deliveryWorkflow, environmentNames.deliveryWorkflow)
    .tellsOperators();
}

/** The steps of the task workflow, one function each. */
export function createTaskSteps(
  resources: Resources,
  deliveryWorkflow: WorkflowArn,
): TaskWorkflowProps {
  return {
    startTask: createStartTask(resources, createRenderPhoto(resources)),
    checkTask: createCheckTask(resources),
    storeResult: createStoreResult(resources),
    failTask: createFailTask(resources),
    announceOutcome: createAnnounceOutcome(resources, deliveryWorkflow),
  };
}

function createRenderPhoto(resources: Resources): ServiceFunction {
  const renderPhoto = create(resources, 'render-photo', {
    description: 'The embedded provider: moves a photo or lets its face speak, and writes an MP4',
    memoryMegabytes: resources.stage.renderMegabytes,
    timeoutSeconds: 600,
    diskMegabytes: 2_048,
  }).usesMedia(resources.media, { reads: [renders], writes: [renders] });
  renderPhoto.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(2) });
  return renderPhoto;
}

function createStartTask(resources: Resources, renderPhoto: ServiceFunction): ServiceFunction {
  const { tables, media, key } = resources;
  return create(resources, 'start-task', {
    description: 'Writes the record if the API has not, and asks the provider to begin',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  })
    .usesTable(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .usesTable(tables.providers, environmentNames.providersTable, 'readWrite')
    .usesTable(tables.resources, environmentNames.resourcesTable, 'read')
    .readsParameters(parametersPath(resources.stage))
    .usesMedia(media, { reads: [renders], writes: [renders] })
    .usesKey(key, 'seal')
    .invokes(renderPhoto, environmentNames.renderFunction);
}

function createCheckTask(resources: Resources): ServiceFunction {
  return create(resources, 'check-task', {
    description: 'Asks the provider how a task is, and tells the execution when it is done',
    memoryMegabytes: 256,
    timeoutSeconds: 60,
  })
    .usesTable(resources.tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(resources.tables.providers, environmentNames.providersTable, 'readWrite')
    .readsParameters(parametersPath(resources.stage))
    .usesMedia(resources.media, { reads: [renders], writes: [renders] });
}

function createStoreResult(resources: Resources): ServiceFunction {
  const { tables, media } = resources;
  return create(resources, 'store-result', {
    description: 'Copies the finished file into the media bucket and settles the price',
    memoryMegabytes: 1_024,
    timeoutSeconds: 300,
    diskMegabytes: 1_024,
  })
    .usesTable(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .usesTable(tables.providers, environmentNames.providersTable, 'readWrite')
    .readsParameters(parametersPath(resources.stage))
    .usesMedia(media, { reads: [renders], writes: [results] });
}

function createFailTask(resources: Resources): ServiceFunction {
  return create(resources, 'fail-task', {
    description: 'Writes why a task failed and gives the coins back',
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  })
    .usesTable(resources.tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(resources.tables.accounts, environmentNames.accountsTable, 'readWrite')
    .usesTable(resources.tables.providers, environmentNames.providersTable, 'readWrite');
}

function createAnnounceOutcome(
  resources: Resources,
  deliveryWorkflow: WorkflowArn,
): ServiceFunction {
  const { tables, media, key } = resources;
  return create(resources, 'announce-outcome', {
    description: 'Makes the event of a finished task and starts its deliveries',
    memoryMegabytes: 256,
    timeoutSeconds: 60,
  })
    .usesTable(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .linksToMedia(media)
    .usesKey(key, 'sealAndOpen')
    .starts(deliveryWorkflow, environmentNames.deliveryWorkflow);
}

/** Hears from providers that they are done; open to everyone, so it can do nothing but wake an execution. */
export function createReceiveCallback(
  resources: Resources,
  taskWorkflow: WorkflowArn,
): ServiceFunction {
  return create(resources, 'receive-callback', {
    description: 'Hears from providers that they are done, and wakes the execution that waits',
    memoryMegabytes: 256,
    timeoutSeconds: 20,
  })
    .usesTable(resources.tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesMedia(resources.media, {})
    .readsParameters(parametersPath(resources.stage))
    .tells(taskWorkflow);
}

/** Makes a user and the first token; only an operator can call it. */
export function createCreateUser(resources: Resources): ServiceFunction {
  const { tables, key } = resources;
  return create(resources, 'create-user', {
    description: 'Operators only: makes a user and answers the API token and the signing secret',
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  })
    .usesTable(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .usesTable(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .usesKey(key, 'sealAndOpen');
}

/** Takes API tokens back; only an operator can call it. */
export function createRevokeToken(resources: Resources): ServiceFunction {
  return create(resources, 'revoke-token', {
    description: "Operators only: takes back an API token, or all of a user's",
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  }).usesTable(resources.tables.accounts, environmentNames.accountsTable, 'readWrite');
}

/** Grants coins to an account and sets its limits; only an operator can call it. */
export function createChangeAccount(resources: Resources): ServiceFunction {
  return create(resources, 'change-account', {
    description: 'Operators only: grants coins or diamonds to an account, and sets its limits',
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  }).usesTable(resources.tables.accounts, environmentNames.accountsTable, 'readWrite');
}

export interface ApiNeeds {
  readonly taskWorkflow: StateMachine;
  readonly deliveryWorkflow: WorkflowArn;
  readonly attemptDelivery: ServiceFunction;
}

/** The function behind the HTTP API. It never fetches an address that a user gave; `transfer-media` does. */
export function createApi(resources: Resources, needs: ApiNeeds): ServiceFunction {
  const { tables, media, key, stage } = resources;
  const api = create(resources, 'api', {
    description: 'Answers every request of the HTTP API',
    memoryMegabytes: 512,
    timeoutSeconds: 29,
  })
    .usesTable(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .usesTable(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .usesTable(tables.providers, environmentNames.providersTable, 'readWrite')
    .usesTable(tables.resources, environmentNames.resourcesTable, 'readWrite')
    .readsParameters(parametersPath(resources.stage))
    .usesMedia(media, { writes: [uploads] })
    .usesKey(key, 'sealAndOpen')
    .isTold(environmentNames.requestsPerMinute, `${stage.requestsPerMinute}`)
    .isTold(environmentNames.startsPerMinute, `${stage.startsPerMinute}`)
    .isTold(environmentNames.openTasks, `${stage.openTasks}`)
    .starts(needs.taskWorkflow, environmentNames.taskWorkflow)
    .stops(needs.taskWorkflow)
    .starts(needs.deliveryWorkflow, environmentNames.deliveryWorkflow)
    .invokes(createTransferMedia(resources), environmentNames.transferFunction)
    .invokes(createSpeak(resources), environmentNames.speechFunction)
    .invokes(createClassifyLanguage(resources), environmentNames.languageFunction)
    .invokes(createCallProvider(resources), environmentNames.providerFunction)
    .invokes(needs.attemptDelivery, environmentNames.deliveryFunction);
  if (stage.tasksPerDay !== undefined) {
    api.isTold(environmentNames.tasksPerDay, `${stage.tasksPerDay}`);
  }
  return api;
}

/** Says what the API is. It may do nothing, and knows no resource. */
export function createDescribeApi(resources: Resources): ServiceFunction {
  return create(resources, 'describe-api', {
    description: 'Answers the OpenAPI document and the reference page',
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  });
}

/** Puts right what a crash has left. */
export function createSweep(
  resources: Resources,
  { taskWorkflow, deliveryWorkflow }: Pick<ApiNeeds, 'taskWorkflow' | 'deliveryWorkflow'>,
): ServiceFunction {
  const { tables } = resources;
  return create(resources, 'sweep', {
    description: 'Continues tasks and deliveries that nobody works on, and frees forgotten coins',
    memoryMegabytes: 256,
    timeoutSeconds: 300,
  })
    .usesTable(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .usesTable(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .usesTable(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .starts(taskWorkflow, environmentNames.taskWorkflow)
    .watches(taskWorkflow)
    .starts(deliveryWorkflow, environmentNames.deliveryWorkflow);
}

function createTransferMedia(resources: Resources): ServiceFunction {
  return create(resources, 'transfer-media', {
    description: "Copies a file from a user's address into the media bucket",
    memoryMegabytes: 1_024,
    timeoutSeconds: 28,
  }).usesMedia(resources.media, { writes: [uploads] });
}

function createSpeak(resources: Resources): ServiceFunction {
  return create(resources, 'speak', {
    description: 'Speaks a text with a system voice and writes an MP3',
    // One whole processor, by which the caller's wait is shortest.
    memoryMegabytes: 1_769,
    timeoutSeconds: 28,
  }).usesMedia(resources.media, { writes: [speech] });
}

function createClassifyLanguage(resources: Resources): ServiceFunction {
  return create(resources, 'classify-language', {
    description: 'Tells which language a text is in',
    memoryMegabytes: 512,
    timeoutSeconds: 28,
  });
}

/** Puts the questions that a provider answers at once: it holds credentials, which the API does not. */
function createCallProvider(resources: Resources): ServiceFunction {
  return create(resources, 'call-provider', {
    description: 'Asks a provider what it answers at once, and copies a file that it answers',
    memoryMegabytes: 1_024,
    timeoutSeconds: 28,
  })
    .readsParameters(parametersPath(resources.stage))
    .usesMedia(resources.media, { writes: [results, speech] });
}

type Size = Omit<ServiceFunctionProps, 'code' | 'loopback'>;

function create({ scope, codeOf, stage }: Resources, name: FunctionName, size: Size) {
  return new ServiceFunction(scope, idOfFunction(name), {
    code: codeOf(name),
    loopback: stage.loopback,
    ...size,
  });
}

/** `start-task` is `StartTask` in the template. */
export function idOfFunction(name: FunctionName): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
