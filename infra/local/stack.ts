import { createServer, type RequestListener, type Server } from 'node:http';
import { chooseParameters } from './choose-parameters.ts';
import type { LocalClock } from './clock.ts';
import { openDataDirectory } from './data-directory.ts';
import { explainDataError } from './data-directory-error.ts';
import { resolveDeployment } from './deployment.ts';
import type { Engine } from './engine.ts';
import { close, LOOPBACK, listen } from './engines/http.ts';
import type { Parameter } from './engines/parameters.ts';
import { type LocalCredentials, loadCredentials } from './local-credentials.ts';
import { localEngines } from './local-engines.ts';
import type { Log } from './log.ts';
import { type Engines, startEngines } from './start-engines.ts';
import { readAssembly } from './template.ts';

export interface StackOptions {
  /** A CDK app's output, with one stack. */
  assemblyDirectory: string;
  /** Where everything is kept; made if it does not exist. */
  dataDirectory: string;
  /** The API's; media are on the next one and the AWS endpoint on the one after. 0 lets the system choose all three. */
  port: number;
  clock: LocalClock;
  log: Log;
  /** The address on which the API and the media are listened to; optional, defaults to loopback. */
  host?: string;
  /** What the parameters of the template are set to, as an environment has them; optional. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** What stands in for AWS's services; optional, defaults to `localEngines`. */
  engines?: readonly Engine[];
  /** What the parameters that the template's outputs name are set to; none unless given. */
  readParameters?(outputs: Record<string, string>): Parameter[];
}

/** A synthesized template that runs on this machine. */
export interface LocalStack extends Pick<Engines, 'invoke' | 'sweep'> {
  apiUrl: string;
  mediaUrl: string;
  /** Where SDK clients of this machine find DynamoDB, S3, Step Functions, Lambda, KMS and EventBridge. */
  endpointUrl: string;
  /** What S3 clients of the endpoint sign with; the other services take any signature. */
  credentials: LocalCredentials;
  /** The template's outputs, resolved. */
  outputs: Record<string, string>;
  /** Ends everything; what is under way continues when a stack starts on the same folder. */
  stop(): Promise<void>;
}

const HOUR_MILLISECONDS = 3_600_000;

/**
 * Starts the stack and continues what an earlier process left unfinished. Throws PortTakenError,
 * DataDirectoryLockedError, DataDirectoryError, UnsupportedTemplateError or UnusableTableError, with nothing left running.
 */
export async function startStack(options: StackOptions): Promise<LocalStack> {
  const { engines: list = localEngines } = options;
  const data = openDataDirectory(options.dataDirectory);
  const fronts = { api: createFront(), media: createFront(), endpoint: createFront() };
  let engines: Engines | undefined;
  let cancelSweeps: (() => void) | undefined;
  let stopped: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    cancelSweeps?.();
    await Promise.all([close(fronts.api.server), close(fronts.media.server)]);
    await engines?.stopWork();
    await close(fronts.endpoint.server);
    engines?.closeStores();
    data.release();
  }
  function stop(): Promise<void> {
    stopped ??= stopAll();
    return stopped;
  }

  try {
    const made = readAssembly(options.assemblyDirectory);
    const { apiPort, mediaPort, endpointPort } = await listenAll(fronts, options);
    const own = getAddress(options.host);
    const apiUrl = `${own}:${apiPort}`;
    const ownMediaUrl = `${own}:${mediaPort}`;
    const usual = { PublicApiUrl: apiUrl, PublicMediaUrl: ownMediaUrl };
    const template = chooseParameters(made.template, options.environment ?? {}, usual);
    const mediaUrl = String(template.Parameters['PublicMediaUrl']?.Default ?? ownMediaUrl);
    const assembly = { ...made, template };
    const types = list.flatMap((engine) => engine.types);
    const deployment = resolveDeployment(assembly, { apiPort, mediaPort }, types);
    const endpointUrl = `http://127.0.0.1:${endpointPort}`;
    const credentials = loadCredentials(data.path('secret-access-key'));
    const parameters = options.readParameters?.(deployment.outputs) ?? [];
    engines = await startEngines({
      ...{ ...options, engines: list, assembly, deployment, data, credentials },
      ...{ endpointUrl, mediaUrl, parameters },
    });
    for (const name of ['api', 'media', 'endpoint'] as const) fronts[name].serve(engines[name]);
    await engines.sweep();
    cancelSweeps = sweepHourly(engines, options);
    engines.resume();
    return {
      apiUrl,
      mediaUrl: ownMediaUrl,
      endpointUrl,
      outputs: deployment.outputs,
      credentials,
      invoke: engines.invoke,
      sweep: engines.sweep,
      stop,
    };
  } catch (error) {
    await stop();
    throw explainDataError(options.dataDirectory, error);
  }
}

/** Where this machine itself reaches what listens on the host: by the host's address, if that is one. */
function getAddress(host: string = LOOPBACK): string {
  if ([LOOPBACK, 'localhost', '::1', '0.0.0.0', '::'].includes(host)) return 'http://localhost';
  return host.includes(':') ? `http://[${host}]` : `http://${host}`;
}

interface Front {
  server: Server;
  /** Answers the requests that have come and all that come. */
  serve(listener: RequestListener): void;
}

/** A server whose requests wait until what serves them is there: its port must be known before that. */
function createFront(): Front {
  const ready = Promise.withResolvers<RequestListener>();
  const server = createServer(
    { keepAliveTimeout: 60_000 },
    (request, response) => void ready.promise.then((listener) => listener(request, response)),
  );
  return { server, serve: ready.resolve };
}

/** Finds out before a long synthesis whether the folder and the ports can be had. Throws as `startStack` does. */
export async function checkStart(
  dataDirectory: string,
  at: Pick<StackOptions, 'port' | 'host'>,
): Promise<void> {
  openDataDirectory(dataDirectory).release();
  const fronts = { api: createFront(), media: createFront(), endpoint: createFront() };
  try {
    await listenAll(fronts, at);
  } finally {
    await Promise.all(Object.values(fronts).map(({ server }) => close(server)));
  }
}

async function listenAll(
  fronts: Record<'api' | 'media' | 'endpoint', Front>,
  { port, host }: Pick<StackOptions, 'port' | 'host'>,
) {
  const portAfter = (distance: number) => (port === 0 ? 0 : port + distance);
  return {
    apiPort: await listen(fronts.api.server, port, host),
    mediaPort: await listen(fronts.media.server, portAfter(1), host),
    // Takes any signature: never for others.
    endpointPort: await listen(fronts.endpoint.server, portAfter(2)),
  };
}

/** Deletes what has expired once an hour. Returns how to end that. */
function sweepHourly({ sweep }: Engines, { clock, log }: StackOptions): () => void {
  let cancel: () => void;
  function schedule(): void {
    cancel = clock.at(clock.now() + HOUR_MILLISECONDS, run, { background: true });
  }
  function run(): void {
    schedule();
    sweep().catch((error: unknown) =>
      log({ source: 'stack', level: 'error', message: `The hourly clean-up failed: ${error}` }),
    );
  }
  schedule();
  return () => cancel();
}
