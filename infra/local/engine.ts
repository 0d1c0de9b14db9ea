import type { RequestListener } from 'node:http';
import type { LocalClock } from './clock.ts';
import type { DataDirectory } from './data-directory.ts';
import type { Deployment } from './deployment.ts';
import type { CallAws, TargetService } from './engines/aws-call.ts';
import type { AwsEndpoint, PathService } from './engines/aws-endpoint.ts';
import type { FunctionsEngine } from './engines/functions/functions-engine.ts';
import type { Preload } from './engines/functions/invocation.ts';
import type { Gauges, MetricsEngine } from './engines/metrics.ts';
import type { Parameter } from './engines/parameters.ts';
import type { LocalCredentials } from './local-credentials.ts';
import type { Log } from './log.ts';
import type { ResourceType } from './resource-type.ts';
import type { Assembly } from './template.ts';

/** What stands in for an AWS service on this machine: one value in the list of engines that a stack is started with. */
export interface Engine {
  /** The resource types that it stands in for. */
  readonly types: readonly ResourceType[];
  /**
   * Opens its stores; nothing runs before `resume`. Throws UnsupportedTemplateError for resources that it can't stand
   * in for.
   */
  open(
    resourcesOf: Deployment['resourcesOf'],
    stack: EngineContext,
  ): RunningEngine | Promise<RunningEngine>;
}

/** What an engine may use. What other engines provide is there once an engine before it in the list has opened. */
export interface EngineContext {
  readonly assembly: Assembly;
  readonly data: DataDirectory;
  readonly clock: LocalClock;
  readonly log: Log;
  readonly metrics: MetricsEngine;
  /** The address of the local AWS endpoint. */
  readonly endpointUrl: string;
  /** Where others reach the media, without a slash at the end. */
  readonly mediaUrl: string;
  /** Calls the same endpoint without a socket in between. */
  readonly callAws: CallAws;
  /** What the functions' AWS clients sign with. */
  readonly credentials: LocalCredentials;
  /** Systems Manager's parameters. */
  readonly parameters: readonly Parameter[];
  /** Runs functions, as the last engine before this one that provides it does. */
  readonly functions: FunctionsEngine;
  /** What each function's worker thread loads before the function's code. */
  readonly preloads: readonly Preload[];
}

/** An open engine. Every member is optional: an engine provides what its service has. */
export interface RunningEngine {
  /** Answer requests at the AWS endpoint by the prefix of their `X-Amz-Target`. */
  readonly services?: readonly TargetService[];
  /** Answers requests at the AWS endpoint by their path; the first that accepts a path answers. */
  readonly paths?: PathService;
  /** Serve the ports of the API and of the media. */
  readonly listeners?: Readonly<Partial<Record<'api' | 'media', RequestListener>>>;
  /** Runs functions for the engines after this one. */
  readonly functions?: FunctionsEngine;
  readonly preload?: Preload;
  /** Wraps the AWS endpoint. */
  readonly wrapEndpoint?: (endpoint: AwsEndpoint) => AwsEndpoint;
  /** Read each time that metrics are shown. */
  readonly gauges?: () => Gauges;
  /** Deletes what has expired. @param now milliseconds since 1970 */
  sweep?(now: number): Promise<void>;
  /** Continues what an earlier process left. Called once. */
  resume?(): void;
  /** Ends what runs. Engines stop in reverse order, while the AWS endpoint still answers. */
  stop?(): void | Promise<void>;
  /** Closes the stores, when nothing runs any more. */
  close?(): void;
}
