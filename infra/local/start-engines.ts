import type { RequestListener } from 'node:http';
import type { Deployment } from './deployment.ts';
import type { Engine, EngineContext, RunningEngine } from './engine.ts';
import { createAwsEndpoint } from './engines/aws-endpoint.ts';
import type { FunctionsEngine } from './engines/functions/functions-engine.ts';
import type { InvocationResult } from './engines/functions/invocation.ts';
import { createMetricsEngine } from './engines/metrics.ts';

/** What the engines are started with; they provide the rest of each other's context. */
export interface EngineOptions
  extends Pick<
    EngineContext,
    | 'assembly'
    | 'data'
    | 'clock'
    | 'log'
    | 'credentials'
    | 'endpointUrl'
    | 'mediaUrl'
    | 'parameters'
  > {
  readonly engines: readonly Engine[];
  readonly deployment: Deployment;
}

/** All engines of one stack. */
export interface Engines {
  api: RequestListener;
  media: RequestListener;
  endpoint: RequestListener;
  /** Runs a function as Lambda's Invoke does. The payload is any JSON value. */
  invoke(functionName: string, payload: unknown): Promise<InvocationResult>;
  /** Continues the executions and asynchronous invocations that an earlier process left. */
  resume(): void;
  /** Deletes the items and objects that have expired. */
  sweep(): Promise<void>;
  /** Ends executions, invocations and workers where they are. */
  stopWork(): Promise<void>;
  closeStores(): void;
}

/** Opens the engines in their order; nothing runs before `resume`. On a failure those that are open are closed. */
export async function startEngines(options: EngineOptions): Promise<Engines> {
  const { clock, deployment, log } = options;
  const running: RunningEngine[] = [];
  const metrics = createMetricsEngine(() =>
    Object.assign(
      { process_resident_memory_bytes: process.memoryUsage.rss() },
      ...running.map(({ gauges }) => gauges?.()),
    ),
  );
  let endpoint = createAwsEndpoint({ running, metrics, log });
  let functions = noFunctions;

  function closeStores(): void {
    for (const engine of running.toReversed()) engine.close?.();
  }
  async function stopWork(): Promise<void> {
    for (const engine of running.toReversed()) await engine.stop?.();
  }

  try {
    for (const engine of options.engines) {
      const preloads = running.flatMap(({ preload }) => preload ?? []);
      const context = { ...options, metrics, callAws: endpoint.call, functions, preloads };
      const opened = await engine.open(deployment.resourcesOf, context);
      running.push(opened);
      endpoint = opened.wrapEndpoint?.(endpoint) ?? endpoint;
      functions = opened.functions ?? functions;
    }
  } catch (error) {
    await stopWork();
    closeStores();
    throw error;
  }
  const listeners = Object.assign({}, ...running.map((engine) => engine.listeners));
  return {
    api: listeners.api ?? notFound,
    media: listeners.media ?? notFound,
    endpoint: endpoint.listener,
    invoke: (name, payload) => functions.invoke(name, JSON.stringify(payload)),
    resume() {
      for (const engine of running) engine.resume?.();
    },
    async sweep() {
      for (const engine of running) await engine.sweep?.(clock.now());
    },
    stopWork,
    closeStores,
  };
}

/** What engines before the functions engine see of it. */
const noFunctions: FunctionsEngine = {
  has: () => false,
  invoke: (name) => Promise.reject(new Error(`No engine runs functions yet, ${name} included`)),
  callerWaits: () => false,
  stop: async () => {},
};

const notFound: RequestListener = (_, response) => void response.writeHead(404).end();
