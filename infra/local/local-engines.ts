import type { Engine } from './engine.ts';
import { bucketType } from './engines/buckets/bucket-type.ts';
import { openBucketsEngine } from './engines/buckets/buckets-engine.ts';
import { createUploads } from './engines/buckets/uploads.ts';
import { distributionType, responseHeadersPolicyType } from './engines/distribution-types.ts';
import { createDistribution } from './engines/distributions.ts';
import { createEventBus } from './engines/event-bus.ts';
import { createEventQueue, readEventLimits } from './engines/functions/event-queue.ts';
import { eventInvokeConfigType, functionType } from './engines/functions/function-types.ts';
import { createFunctionsEngine } from './engines/functions/functions-engine.ts';
import { createInvokeApi, isInvokePath } from './engines/functions/invoke-api.ts';
import { apiType, integrationType, routeType, stageType } from './engines/http-api/api-types.ts';
import { createHttpApi } from './engines/http-api/http-api-engine.ts';
import { asTargetService } from './engines/json-service.ts';
import { keyType } from './engines/key-type.ts';
import { createKeysEngine } from './engines/keys.ts';
import { createParametersEngine } from './engines/parameters.ts';
import { createSchedules, ruleType } from './engines/schedules.ts';
import { stateMachineType } from './engines/state-machine-type.ts';
import { openStateMachines } from './engines/state-machines.ts';
import { globalTableType, tableType } from './engines/tables/table-types.ts';
import { startTablesEngine } from './engines/tables/tables-engine.ts';
import { onlyOne } from './only-one.ts';

const tables: Engine = {
  types: [tableType, globalTableType],
  async open(resourcesOf, { data, log }) {
    const resources = [...resourcesOf(tableType), ...resourcesOf(globalTableType)];
    const { service, sweep, stop } = await startTablesEngine(resources, data.path('tables'), log);
    return { services: [service], sweep, close: stop };
  },
};

/** S3 and the distribution in front of it, which reads the same files. */
const media: Engine = {
  types: [bucketType, distributionType, responseHeadersPolicyType],
  open(resourcesOf, stack) {
    const distribution = onlyOne(resourcesOf(distributionType), distributionType);
    const policies = resourcesOf(responseHeadersPolicyType);
    const directory = stack.data.path('buckets');
    const buckets = openBucketsEngine(resourcesOf(bucketType), directory, stack);
    const uploads = createUploads(buckets, stack);
    return {
      paths: { name: 'S3', accepts: (path) => !isInvokePath(path), handle: buckets.handle },
      ...(distribution && {
        listeners: { media: uploads(createDistribution(distribution, policies, buckets.store)) },
      }),
      sweep: buckets.sweep,
      close: buckets.stop,
    };
  },
};

const keys: Engine = {
  types: [keyType],
  open: (resourcesOf, { data }) => ({
    services: [asTargetService(createKeysEngine(resourcesOf(keyType), data.path('keys')))],
  }),
};

const parameters: Engine = {
  types: [],
  open: (_, stack) => ({ services: [asTargetService(createParametersEngine(stack.parameters))] }),
};

const eventBus: Engine = {
  types: [],
  open: (_, { log }) => ({ services: [asTargetService(createEventBus(log))] }),
};

/** Lambda; what is invoked asynchronously is `asynchronousInvocations`. */
const functions: Engine = {
  types: [functionType],
  open(resourcesOf, stack) {
    const { assembly, metrics } = stack;
    const engine = createFunctionsEngine({
      ...stack,
      functions: resourcesOf(functionType),
      assetDirectory: assembly.assetDirectory,
      takeMetrics: metrics.take,
      noteInvocation: (name, seconds) =>
        metrics.note('local_invocation_seconds', { function: name }, seconds),
    });
    return { functions: engine, stop: engine.stop };
  },
};

/** The HTTP API: the last engine whose invocations happen once, as its callers wait for them. */
export const httpApi: Engine = {
  types: [apiType, integrationType, routeType, stageType],
  open(resourcesOf, { clock, functions: { invoke }, log }) {
    const api = onlyOne(resourcesOf(apiType), apiType);
    if (api === undefined) return {};
    const routes = resourcesOf(routeType);
    const integrations = resourcesOf(integrationType);
    return { listeners: { api: createHttpApi({ api, routes, integrations, invoke, clock, log }) } };
  },
};

const stateMachines: Engine = {
  types: [stateMachineType],
  open(resourcesOf, stack) {
    const { engine, service } = openStateMachines({
      ...stack,
      machines: resourcesOf(stateMachineType),
      databasePath: stack.data.path('executions.sqlite'),
      noteTransition: (machine) => stack.metrics.note('local_state_transitions', { machine }),
    });
    return {
      services: [asTargetService(service)],
      gauges: () => ({ local_open_executions: engine.openExecutions() }),
      resume: engine.resume,
      stop: engine.close,
    };
  },
};

/** Lambda's Invoke, and the queue of what it accepts without an answer. */
const invocations: Engine = {
  types: [eventInvokeConfigType],
  open(resourcesOf, stack) {
    const queue = createEventQueue({
      ...stack,
      databasePath: stack.data.path('events.sqlite'),
      invoke: (name, payload, requestId) => stack.functions.invoke(name, payload, { requestId }),
      getLimits: readEventLimits(resourcesOf(eventInvokeConfigType)),
    });
    return {
      paths: {
        name: 'Lambda',
        accepts: isInvokePath,
        handle: createInvokeApi(stack.functions, queue),
      },
      gauges: () => ({ local_queued_invocations: queue.size() }),
      resume: queue.resume,
      stop: queue.stop,
    };
  },
};

const schedules: Engine = {
  types: [ruleType],
  open(resourcesOf, { clock, functions: { invoke }, log }) {
    return createSchedules({
      rules: resourcesOf(ruleType),
      clock,
      invoke: (name, payload) =>
        void invoke(name, payload).catch((error: unknown) =>
          log({ source: name, level: 'error', message: `could not be run on schedule: ${error}` }),
        ),
    });
  },
};

/** All engines, each after those whose work it uses. */
export const localEngines: readonly Engine[] = [
  tables,
  media,
  keys,
  parameters,
  eventBus,
  functions,
  httpApi,
  stateMachines,
  invocations,
  schedules,
];
