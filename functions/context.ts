import { SFNClient } from '@aws-sdk/client-sfn';
import packageFile from '../package.json' with { type: 'json' };
import { createCoins } from './accounts/coins.ts';
import { createDocumentClient } from './aws/dynamodb/document-client.ts';
import { createDynamoWebhookStore } from './aws/dynamodb/webhook-store.ts';
import { createOperatorNotices } from './aws/events/operator-notices.ts';
import { createS3MediaStore } from './aws/s3/media-store.ts';
import { createUploadSigner } from './aws/s3/sign-upload.ts';
import { createDeliveryStarter } from './aws/step-functions/delivery-starter.ts';
import { createExecutions } from './aws/step-functions/executions.ts';
import { createTaskWorkflow } from './aws/step-functions/task-workflow.ts';
import { createWaitingStates } from './aws/step-functions/waiting-states.ts';
import { cipherOf, eventBusOf, mediaBucketOf, statesOf } from './aws-services.ts';
import { required } from './config.ts';
import { calledFunctionsOf } from './function-services.ts';
import { createRequestRate } from './http/request-rate.ts';
import { logger } from './logger.ts';
import { createKeepFile } from './media/keep-file.ts';
import { createResultStore } from './media/result-store.ts';
import { metrics } from './metrics.ts';
import { createGuardedRequest } from './net/guarded-request.ts';
import { resolveAndCheck } from './net/resolve-and-check.ts';
import { webhookPolicy } from './net/url-policy.ts';
import { callProviderOf, pacingOf, providersOf } from './provider-services.ts';
import { createRenderStore } from './providers/embedded/media-render-store.ts';
import { adapterWires } from './providers/wires.ts';
import { createSharedLists } from './questions/shared-lists.ts';
import { speakWithTrainedVoice } from './questions/speak-with-trained-voice.ts';
import { accountsOf, resourcesOf, stageLimits, tasksOf } from './record-stores.ts';
import type { TrainedUtterance } from './speech/send-speech.ts';
import { soundEncoderOf, synthesizerOf } from './speech-services.ts';
import { surroundings } from './surroundings.ts';
import type { Swept } from './sweep/sweep.ts';
import {
  downloadOf,
  durationsOf,
  endOfTask,
  loadImageOf,
  taskIntake,
  warn,
} from './task-services.ts';
import type { TaskEvent } from './tasks/announce-outcome.ts';
import { createExpectDuration } from './tasks/durations.ts';
import { taskTokenContext } from './tasks/read-webhook.ts';
import type { Task } from './tasks/task.ts';
import { measureEnd } from './telemetry/measure-tasks.ts';
import { noteAttempt } from './telemetry/note-attempt.ts';
import { announceEvent } from './webhooks/announce-event.ts';
import { rememberingCipher } from './webhooks/cipher.ts';
import { continueOverdueDeliveries } from './webhooks/continue-overdue-deliveries.ts';
import type { Delivery } from './webhooks/delivery.ts';

/*
 * The wiring: one function for each handler, so that a bundle holds only what its handler uses. Each reads the
 * environment; a test hands in its own.
 */

/** For `api`. */
export function apiContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const { answering, ...providers } = providersOf({ config, clock });
  const questions = { answering, callProvider: callProviderOf(config), clock };
  const accounts = accountsOf(documents, config);
  const webhooks = createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE'));
  const bucket = mediaBucketOf(config);
  const states = statesOf(config);
  const tasks = tasksOf(documents, config);
  const coins = createCoins({ accounts, clock, limits: stageLimits(config) });
  return {
    ...providers,
    ...questions,
    ...createSharedLists(questions),
    random: Math.random,
    pacing: pacingOf(documents, { config, clock }),
    ...taskIntake({ config, clock }),
    tasks,
    accounts,
    resources: resourcesOf(documents, { config, clock }),
    requestRate: createRequestRate(required(config, 'REQUESTS_PER_MINUTE'), clock),
    startsPerMinute: required(config, 'STARTS_PER_MINUTE'),
    coins,
    workflow: createTaskWorkflow(states, required(config, 'TASK_WORKFLOW')),
    store: webhooks,
    deliveries: createDeliveryStarter(states, required(config, 'DELIVERY_WORKFLOW')),
    whyNotReachable: (url: string) => resolveAndCheck(url, webhookPolicy(config.LOOPBACK)),
    ...calledFunctionsOf(config),
    mediaUrl: required(config, 'MEDIA_URL'),
    bucket: bucket.name,
    sign: createUploadSigner(bucket),
    speakWithTrainedVoice: (utterance: TrainedUtterance) =>
      speakWithTrainedVoice({ ...questions, tasks, accounts, coins }, utterance),
  };
}

/** For `create-user`. */
export function createUserContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  return {
    accounts: accountsOf(documents, config),
    store: createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE')),
    cipher: cipherOf(config),
    clock,
  };
}

/** For `revoke-token`. */
export function revokeTokenContext({ config } = surroundings()) {
  return { accounts: accountsOf(createDocumentClient(), config) };
}

/** For `change-account`. */
export function changeAccountContext({ config, clock } = surroundings()) {
  return { accounts: accountsOf(createDocumentClient(), config), clock };
}

/** For `start-task`. */
export function startTaskContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const accounts = accountsOf(documents, config);
  return {
    ...providersOf({ config, clock }, { wires: adapterWires, loadImage: loadImageOf(config) }),
    pacing: pacingOf(documents, { config, clock }),
    ...taskIntake({ config, clock }),
    tasks: tasksOf(documents, config),
    resources: resourcesOf(documents, { config, clock }),
    coins: createCoins({ accounts, clock }),
    expectDuration: createExpectDuration({
      durations: durationsOf(documents, config),
      clock,
      warn,
    }),
    callbackBaseUrl: config.CALLBACK_URL,
    deadlineSeconds: config.TASK_DEADLINE_SECONDS,
    defaultOwner: config.DEFAULT_OWNER,
    warn,
  };
}

/** For `check-task`. */
export function checkTaskContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  return {
    ...providersOf({ config, clock }, { wires: adapterWires }),
    tasks: tasksOf(documents, config),
    durations: durationsOf(documents, config),
    waitingStates: createWaitingStates(statesOf(config)),
    clock,
    deadlineSeconds: config.TASK_DEADLINE_SECONDS,
    warn,
  };
}

/** For `receive-callback`. */
export function receiveCallbackContext({ config, clock } = surroundings()) {
  return {
    ...providersOf({ config, clock }, { wires: adapterWires }),
    tasks: tasksOf(createDocumentClient(), config),
    waitingStates: createWaitingStates(statesOf(config)),
    clock,
  };
}

/** For `store-result`. */
export function storeResultContext({ config, clock } = surroundings()) {
  return {
    ...providersOf({ config, clock }, { wires: adapterWires }),
    ...endOfTask({ config, clock }),
    results: createResultStore({
      media: createS3MediaStore(mediaBucketOf(config)),
      download: downloadOf(config),
    }),
  };
}

/** For `fail-task`. */
export function failTaskContext({ config, clock } = surroundings()) {
  return endOfTask({ config, clock });
}

/** For `announce-outcome`. */
export function announceOutcomeContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const cipher = cipherOf(config);
  const dependencies = {
    store: createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE')),
    deliveries: createDeliveryStarter(statesOf(config), required(config, 'DELIVERY_WORKFLOW')),
    cipher,
    clock,
  };
  return {
    tasks: tasksOf(documents, config),
    mediaUrl: required(config, 'MEDIA_URL'),
    clock,
    noteEnd: (task: Task) => measureEnd(task, metrics),
    async announce({ webhook, ...event }: TaskEvent): Promise<void> {
      const sealed = webhook?.sealedToken;
      const token = sealed && (await cipher.open(sealed, taskTokenContext(event.owner)));
      await announceEvent(dependencies, {
        ...event,
        ...(webhook ? { webhook: { url: webhook.url, ...(token ? { token } : {}) } } : {}),
      });
    },
  };
}

/** For `attempt-delivery`. */
export function attemptDeliveryContext({ config, clock } = surroundings()) {
  return {
    store: createDynamoWebhookStore(createDocumentClient(), required(config, 'WEBHOOKS_TABLE')),
    cipher: rememberingCipher(cipherOf(config)),
    request: createGuardedRequest(webhookPolicy(config.LOOPBACK)),
    userAgent: `Reelhook/${packageFile.version}`,
    deliveries: createDeliveryStarter(statesOf(config), required(config, 'DELIVERY_WORKFLOW')),
    operator: createOperatorNotices({ ...eventBusOf(config), log: logger }),
    random: Math.random,
    noteAttempt: (delivery: Delivery) => noteAttempt(delivery, { metrics, logger }),
    clock,
  };
}

/** For `sweep`. */
export function sweepContext({ config, clock } = surroundings()) {
  const documents = createDocumentClient();
  const states = statesOf(config);
  const taskWorkflow = required(config, 'TASK_WORKFLOW');
  const accounts = accountsOf(documents, config);
  const deliveries = {
    store: createDynamoWebhookStore(documents, required(config, 'WEBHOOKS_TABLE')),
    deliveries: createDeliveryStarter(states, required(config, 'DELIVERY_WORKFLOW')),
    clock,
  };
  return {
    tasks: tasksOf(documents, config),
    accounts,
    coins: createCoins({ accounts, clock }),
    workflow: createTaskWorkflow(states, taskWorkflow),
    executions: createExecutions(new SFNClient({}), taskWorkflow),
    keepSeconds: config.RECORDS_KEPT_SECONDS,
    clock,
    continueDeliveries: () => continueOverdueDeliveries(deliveries),
    warn,
    report: (swept: Swept) => {
      const { restarted, failed, announced, settled, refunded, deliveries } = swept;
      metrics.record({
        SweptTasks: restarted + failed + announced,
        SweptHolds: settled + refunded,
        SweptDeliveries: deliveries,
      });
      if (Object.values(swept).some((count) => count > 0)) logger.info('swept', { ...swept });
    },
  };
}

/** For `transfer-media`. */
export function transferMediaContext({ config } = surroundings()) {
  return {
    download: downloadOf(config),
    media: createS3MediaStore(mediaBucketOf(config)),
    mediaUrl: required(config, 'MEDIA_URL'),
  };
}

/** For `speak`. */
export function speakContext({ config } = surroundings()) {
  return {
    synthesize: synthesizerOf(),
    compress: soundEncoderOf(config),
    media: createS3MediaStore(mediaBucketOf(config)),
  };
}

/** For `call-provider`. */
export function callProviderContext({ config, clock } = surroundings()) {
  const { answering } = providersOf({ config, clock }, { wires: adapterWires });
  return {
    answering,
    keepFile: createKeepFile({
      media: createS3MediaStore(mediaBucketOf(config)),
      download: downloadOf(config),
    }),
    timeOut: (seconds: number) => new Promise<void>((end) => setTimeout(end, seconds * 1000)),
  };
}

/** For `render-photo`. */
export function renderPhotoContext({ config, clock } = surroundings()) {
  return {
    renders: createRenderStore(createS3MediaStore(mediaBucketOf(config))),
    download: downloadOf(config),
    ffmpegPath: config.FFMPEG_PATH,
    clock,
  };
}
