import { Duration } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { environmentNames, mediaFolders } from '../functions/contract.ts';
import type { ServiceFunction, WorkflowArn } from './service-function.ts';
import { createFunction, type Resources } from './service-functions.ts';
import type { TaskWorkflowProps } from './task-workflow.ts';

const { renders, results, previews, speech } = mediaFolders;

/** Lambda's longest, in seconds: a minute of 1080p without its captions takes most of it. */
const LONGEST_RENDER = 900;

/** Reads into files that providers made, and may do nothing else. */
export function createMeasureMedia(resources: Resources): ServiceFunction {
  return createFunction(resources, 'measure-media', {
    description: 'Says how large and how long a stored picture, video or sound is',
    memoryMegabytes: 1_024,
    timeoutSeconds: 20,
  }).grantMediaAccess(resources.media, { reads: [results, speech] });
}

/** The steps of the task workflow, one function each. */
export function createTaskSteps(
  resources: Resources,
  deliveryWorkflow: WorkflowArn,
  measureMedia: ServiceFunction,
): TaskWorkflowProps {
  const renderPhoto = createRenderPhoto(resources);
  return {
    startTask: createStartTask(resources, renderPhoto, deliveryWorkflow),
    checkTask: createCheckTask(resources, deliveryWorkflow),
    finishTask: createFinishTask(resources, deliveryWorkflow, { measureMedia, renderPhoto }),
    failTask: createFailTask(resources, deliveryWorkflow),
  };
}

function createRenderPhoto(resources: Resources): ServiceFunction {
  const renderPhoto = createFunction(resources, 'render-photo', {
    description: 'Renders what the embedded provider makes, and the posters of what others made',
    memoryMegabytes: resources.stage.renderMegabytes,
    timeoutSeconds: LONGEST_RENDER,
    diskMegabytes: 2_048,
  }).grantMediaAccess(resources.media, {
    reads: [renders, results],
    writes: [renders, previews],
    removes: [previews],
  });
  renderPhoto.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(2) });
  return renderPhoto;
}

function createStartTask(
  resources: Resources,
  renderPhoto: ServiceFunction,
  deliveryWorkflow: WorkflowArn,
): ServiceFunction {
  const { tables, media, key } = resources;
  return createFunction(resources, 'start-task', {
    description: 'Writes the record if the API has not, and asks the provider to begin',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  })
    .grantTableAccess(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .grantTableAccess(tables.providers, environmentNames.providersTable, 'readWrite')
    .grantTableAccess(tables.resources, environmentNames.resourcesTable, 'read')
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantReadParameters(resources.stage, 'decrypted')
    .grantMediaAccess(media, { reads: [renders], writes: [renders] })
    .grantKeyAccess(key, 'encrypt')
    .grantInvokeFunction(renderPhoto, environmentNames.renderFunction)
    .grantStartExecution(deliveryWorkflow, environmentNames.deliveryWorkflow);
}

function createCheckTask(resources: Resources, deliveryWorkflow: WorkflowArn): ServiceFunction {
  return createFunction(resources, 'check-task', {
    description: 'Asks the provider how a task is, and resumes the execution when it is done',
    memoryMegabytes: 256,
    timeoutSeconds: 60,
  })
    .grantTableAccess(resources.tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(resources.tables.providers, environmentNames.providersTable, 'readWrite')
    .grantTableAccess(resources.tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantReadParameters(resources.stage, 'decrypted')
    .grantMediaAccess(resources.media, { reads: [renders], writes: [renders] })
    .grantStartExecution(deliveryWorkflow, environmentNames.deliveryWorkflow);
}

function createFinishTask(
  resources: Resources,
  deliveryWorkflow: WorkflowArn,
  { measureMedia, renderPhoto }: Readonly<Record<'measureMedia' | 'renderPhoto', ServiceFunction>>,
): ServiceFunction {
  const { tables, media, key } = resources;
  return createFunction(resources, 'finish-task', {
    description: 'Stores the result, settles the price, announces the outcome and delivers it',
    memoryMegabytes: 1_024,
    timeoutSeconds: 300,
    diskMegabytes: 1_024,
  })
    .grantTableAccess(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .grantTableAccess(tables.providers, environmentNames.providersTable, 'readWrite')
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantReadParameters(resources.stage, 'decrypted')
    .grantMediaAccess(media, { reads: [renders], writes: [results, previews] })
    .grantInvokeFunction(measureMedia, environmentNames.measureFunction)
    .grantInvokeFunction(renderPhoto, environmentNames.renderFunction)
    .grantKeyAccess(key, 'encryptAndDecrypt')
    .grantStartExecution(deliveryWorkflow, environmentNames.deliveryWorkflow)
    .grantOperatorNotices();
}

function createFailTask(resources: Resources, deliveryWorkflow: WorkflowArn): ServiceFunction {
  const { tables, media, key } = resources;
  return createFunction(resources, 'fail-task', {
    description: 'Writes why a task failed, gives the coins back, announces it and delivers that',
    memoryMegabytes: 256,
    timeoutSeconds: 60,
  })
    .grantTableAccess(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .grantTableAccess(tables.providers, environmentNames.providersTable, 'readWrite')
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .addMediaUrl(media)
    .grantKeyAccess(key, 'encryptAndDecrypt')
    .grantStartExecution(deliveryWorkflow, environmentNames.deliveryWorkflow)
    .grantOperatorNotices();
}

/** Hears from providers that they are done; open to everyone, so it can do nothing but check and resume an execution. */
export function createReceiveCallback(
  resources: Resources,
  taskWorkflow: WorkflowArn,
): ServiceFunction {
  return createFunction(resources, 'receive-callback', {
    description: 'Hears from providers that they are done, and resumes the execution that waits',
    memoryMegabytes: 256,
    timeoutSeconds: 29,
  })
    .grantTableAccess(resources.tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(resources.tables.providers, environmentNames.providersTable, 'readWrite')
    .grantMediaAccess(resources.media, {})
    .grantReadParameters(resources.stage, 'decrypted')
    .grantTaskTokens(taskWorkflow);
}

/**
 * The one function of the delivery workflow. It starts deliveries itself, to notify an owner that an endpoint was
 * disabled.
 */
export function createAttemptDelivery(
  resources: Resources,
  deliveryWorkflow: WorkflowArn,
): ServiceFunction {
  const { tables, key } = resources;
  return createFunction(resources, 'attempt-delivery', {
    description: 'Sends one signed webhook request and records the attempt',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  })
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantKeyAccess(key, 'encryptAndDecrypt')
    .grantStartExecution(deliveryWorkflow, environmentNames.deliveryWorkflow)
    .grantOperatorNotices();
}

/** Puts right what a crash has left. */
export function createSweep(
  resources: Resources,
  { taskWorkflow, deliveryWorkflow }: { taskWorkflow: StateMachine; deliveryWorkflow: WorkflowArn },
): ServiceFunction {
  const { tables } = resources;
  return createFunction(resources, 'sweep', {
    description: 'Continues tasks and deliveries that nobody works on, and frees forgotten coins',
    memoryMegabytes: 256,
    timeoutSeconds: 300,
  })
    .grantTableAccess(tables.tasks, environmentNames.tasksTable, 'readWrite')
    .grantTableAccess(tables.accounts, environmentNames.accountsTable, 'readWrite')
    .grantTableAccess(tables.webhooks, environmentNames.webhooksTable, 'readWrite')
    .grantStartExecution(taskWorkflow, environmentNames.taskWorkflow)
    .grantDescribeExecution(taskWorkflow)
    .grantStartExecution(deliveryWorkflow, environmentNames.deliveryWorkflow);
}
