import type { RequestListener } from 'node:http';
import type { Clock } from './clock.ts';
import type { DataDirectory } from './data-directory.ts';
import { type Deployment, UnsupportedTemplateError } from './deployment.ts';
import { bucketType } from './engines/buckets/bucket-type.ts';
import { type BucketsEngine, openBucketsEngine } from './engines/buckets/buckets-engine.ts';
import { distributionType, responseHeadersPolicyType } from './engines/distribution-types.ts';
import { createDistribution } from './engines/distributions.ts';
import { createEndpoint, type Endpoint } from './engines/endpoint.ts';
import { createEventBus } from './engines/event-bus.ts';
import { createFaultyCalls, createFaultyEndpoint } from './engines/faulty-endpoint.ts';
import {
  createEventQueue,
  defaultEventLimits,
  type EventQueue,
} from './engines/functions/event-queue.ts';
import { createFaultyFunctions } from './engines/functions/faulty-functions.ts';
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
import { asTargetService } from './engines/json-service.ts';
import { keyType } from './engines/key-type.ts';
import { createKeysEngine } from './engines/keys.ts';
import { createMetricsEngine } from './engines/metrics.ts';
import { createParametersEngine, type Parameter } from './engines/parameters.ts';
import { createSchedules, ruleType, type Schedules } from './engines/schedules.ts';
import { openStateMachines } from './engines/state-machines.ts';
import type { StatesEngine } from './engines/states/engine.ts';
import { globalTableType, tableType } from './engines/tables/table-types.ts';
import { startTablesEngine, type TablesEngine } from './engines/tables/tables-engine.ts';
import type { Faults } from './faults.ts';
import type { Log } from './log.ts';
import type { Assembly } from './template.ts';

export interface EngineOptions {
  assembly: Assembly;
  deployment: Deployment;
  data: DataDirectory;
  endpointUrl: string;
  parameters: Parameter[];
  clock: Clock;
  log: Log;
  faults?: Faults;
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
    tables.stop();
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
  const { assembly, clock, data, deployment, endpointUrl, faults, log } = options;
  const metrics = createMetricsEngine(() => ({
    local_open_executions: states.engine.openExecutions(),
    local_queued_invocations: events.size(),
    process_resident_memory_bytes: process.memoryUsage.rss(),
  }));
  const functions = createFunctionsEngine({
    functions: deployment.resourcesOf(functionType),
    assetDirectory: assembly.assetDirectory,
    endpointUrl,
    callAws: (call) => endpoint.call(call),
    clock,
    log,
    takeMetrics: metrics.take,
    noteInvocation: (name, seconds) =>
      metrics.note('local_invocation_seconds', { function: name }, seconds),
    ...(faults ? { faults: faults.shared } : {}),
  });
  const repeatable = faults ? createFaultyFunctions(functions, faults) : functions;
  const api = apiListener(options, functions);
  const media = mediaListener(deployment, buckets);
  const keys = createKeysEngine(deployment.resourcesOf(keyType), data.path('keys'));
  const states = openStateMachines({
    deployment,
    databasePath: data.path('executions.sqlite'),
    functions: repeatable,
    clock,
    log,
    noteTransition: (name) => metrics.note('local_state_transitions', { machine: name }),
  });
  const events = openEvents(options, repeatable);
  const schedules = openSchedules(options, repeatable);
  const parameters = createParametersEngine(options.parameters);
  const jsonServices = [states.service, keys, parameters, createEventBus(log)];
  const endpoint = withFaults(
    faults,
    createEndpoint(
      {
        buckets,
        invokeApi: createInvokeApi(functions, events),
        targetServices: [tables.service, ...jsonServices.map(asTargetService)],
        metrics,
      },
      log,
    ),
  );
  return {
    api,
    media,
    endpoint: endpoint.listener,
    statesEngine: states.engine,
    invoke: (name, payload) => functions.invoke(name, JSON.stringify(payload)),
    resume() {
      states.engine.resume();
      events.resume();
      schedules.resume();
    },
    async sweep() {
      await tables.sweep(clock.now());
      await buckets.sweep();
    },
    async stopWork() {
      states.engine.close();
      events.stop();
      schedules.stop();
      await functions.stop();
    },
  };
}

function withFaults(faults: Faults | undefined, { listener, call }: Endpoint): Endpoint {
  if (faults === undefined) return { listener, call };
  return {
    listener: createFaultyEndpoint(listener, faults),
    call: createFaultyCalls(call, faults),
  };
}

function openSchedules(
  { deployment, clock, log }: EngineOptions,
  { invoke }: FunctionsEngine,
): Schedules {
  return createSchedules({
    rules: deployment.resourcesOf(ruleType),
    clock,
    invoke: (name, payload) =>
      void invoke(name, payload).catch((error: unknown) =>
        log({ source: name, level: 'error', message: `could not be run on schedule: ${error}` }),
      ),
  });
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
