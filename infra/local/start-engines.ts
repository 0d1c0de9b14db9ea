import type { RequestListener } from 'node:http';
import type { Clock } from './clock.ts';
import type { DataDirectory } from './data-directory.ts';
import { type Deployment, UnsupportedTemplateError } from './deployment.ts';
import { bucketType } from './engines/buckets/bucket-type.ts';
import { type BucketsEngine, openBucketsEngine } from './engines/buckets/buckets-engine.ts';
import { distributionType, responseHeadersPolicyType } from './engines/distribution-types.ts';
import { createDistribution } from './engines/distributions.ts';
import { createEndpoint } from './engines/endpoint.ts';
import {
  createEventQueue,
  defaultEventLimits,
  type EventQueue,
} from './engines/functions/event-queue.ts';
import {
  eventInvokeConfigType,
  functionNameOf,
  functionType,
} from './engines/functions/function-types.ts';
import {
  createFunctionsEngine,
  type FunctionsEngine,
} from './engines/functions/functions-engine.ts';
import type { InvocationResult } from './engines/functions/invocation.ts';
import { createInvokeApi } from './engines/functions/invoke-api.ts';
import { apiType, integrationType, routeType } from './engines/http-api/api-types.ts';
import { createHttpApi } from './engines/http-api/http-api-engine.ts';
import { keyType } from './engines/key-type.ts';
import { createKeysEngine } from './engines/keys.ts';
import { openStateMachines } from './engines/state-machines.ts';
import type { StatesEngine } from './engines/states/engine.ts';
import { globalTableType, tableType } from './engines/tables/table-types.ts';
import { startTablesEngine, type TablesEngine } from './engines/tables/tables-engine.ts';
import type { Log } from './log.ts';
import type { Assembly } from './template.ts';

export interface EngineOptions {
  assembly: Assembly;
  deployment: Deployment;
  data: DataDirectory;
  endpointUrl: string;
  clock: Clock;
  log: Log;
}

/** All engines of one stack. */
export interface Engines {
  api: RequestListener;
  media: RequestListener;
  endpoint: RequestListener;
  statesEngine: StatesEngine;
  /** Runs a function as Lambda's Invoke does. The payload is any JSON value. */
  invoke(functionName: string, payload: unknown): Promise<InvocationResult>;
  /** Continues the executions and asynchronous invocations that an earlier process left. */
  resume(): void;
  /** Deletes the items and objects that have expired. */
  sweep(): Promise<void>;
  /** Ends executions, invocations and workers where they are. */
  stopWork(): Promise<void>;
  closeStores(): Promise<void>;
}

/** Opens the stores and makes the engines; nothing runs before `resume`. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { clock, data, deployment, log } = options;
  const tableResources = [
    ...deployment.resourcesOf(tableType),
    ...deployment.resourcesOf(globalTableType),
  ];
  const tables = await startTablesEngine(tableResources, data.path('tables'), log);
  const buckets = openBucketsEngine(deployment.resourcesOf(bucketType), data.path('buckets'), {
    clock,
    log,
  });
  async function closeStores(): Promise<void> {
    buckets.stop();
    await tables.stop();
  }
  try {
    return { ...startServices(options, { tables, buckets }), closeStores };
  } catch (error) {
    await closeStores();
    throw error;
  }
}

function startServices(
  options: EngineOptions,
  { tables, buckets }: { tables: TablesEngine; buckets: BucketsEngine },
): Omit<Engines, 'closeStores'> {
  const { assembly, clock, data, deployment, endpointUrl, log } = options;
  const functions = createFunctionsEngine({
    functions: deployment.resourcesOf(functionType),
    assetDirectory: assembly.assetDirectory,
    endpointUrl,
    clock,
    log,
  });
  const api = apiListener(options, functions);
  const media = mediaListener(deployment, buckets);
  const keys = createKeysEngine(deployment.resourcesOf(keyType), data.path('keys'));
  const states = openStateMachines({
    deployment,
    databasePath: data.path('executions.sqlite'),
    functions,
    clock,
    log,
  });
  const events = openEvents(options, functions);
  return {
    api,
    media,
    endpoint: createEndpoint(
      {
        tables,
        buckets,
        invokeApi: createInvokeApi(functions, events),
        jsonServices: [keys, states.service],
      },
      log,
    ),
    statesEngine: states.engine,
    invoke: (name, payload) => functions.invoke(name, JSON.stringify(payload)),
    resume() {
      states.engine.resume();
      events.resume();
    },
    async sweep() {
      await tables.sweep(clock.now());
      await buckets.sweep();
    },
    async stopWork() {
      states.engine.close();
      events.stop();
      await functions.stop();
    },
  };
}

function openEvents(options: EngineOptions, functions: FunctionsEngine): EventQueue {
  const limits = new Map(
    options.deployment.resourcesOf(eventInvokeConfigType).map(({ properties }) => [
      functionNameOf(properties.FunctionName),
      {
        maximumRetryAttempts:
          properties.MaximumRetryAttempts ?? defaultEventLimits.maximumRetryAttempts,
        maximumEventAgeSeconds:
          properties.MaximumEventAgeInSeconds ?? defaultEventLimits.maximumEventAgeSeconds,
      },
    ]),
  );
  return createEventQueue({
    databasePath: options.data.path('events.sqlite'),
    clock: options.clock,
    log: options.log,
    invoke: functions.invoke,
    limitsOf: (name) => limits.get(name) ?? defaultEventLimits,
  });
}

function apiListener(
  { deployment, clock, log }: EngineOptions,
  functions: FunctionsEngine,
): RequestListener {
  const api = onlyOne(deployment.resourcesOf(apiType), apiType.type);
  if (api === undefined) return notFound;
  return createHttpApi({
    api,
    routes: deployment.resourcesOf(routeType),
    integrations: deployment.resourcesOf(integrationType),
    invoke: functions.invoke,
    clock,
    log,
  });
}

function mediaListener(deployment: Deployment, buckets: BucketsEngine): RequestListener {
  const distribution = onlyOne(deployment.resourcesOf(distributionType), distributionType.type);
  if (distribution === undefined) return notFound;
  const policies = deployment.resourcesOf(responseHeadersPolicyType);
  return createDistribution(distribution, policies, buckets.store);
}

/** There is one port for it. */
function onlyOne<Item>(items: Item[], type: string): Item | undefined {
  if (items.length > 1)
    throw new UnsupportedTemplateError(`Reelhook's local run supports one ${type}, not more`);
  return items[0];
}

const notFound: RequestListener = (_, response) => void response.writeHead(404).end();
