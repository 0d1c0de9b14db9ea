import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import type { PictureForm } from './load-images.ts';
import type { Model } from './model.ts';
import type { Picture } from './model-input.ts';
import type { Json, Operation, OperationStatus, Refusal, ResultFile } from './operation.ts';
import type { StartCall } from './provider.ts';
import type { AdapterCallback } from './provider-callback.ts';
import type { QueryHandlers, QueryName } from './provider-query.ts';

/** A start after the common work: the model is chosen and takes the request, its input is filled. */
export interface AdapterStart extends StartCall {
  readonly model: Model;
  /**
   * The fields of `model.input` and `model.fixed`; pictures as addresses or data URIs, absent if the adapter
   * takes bytes. Empty if the model has no `input`.
   */
  readonly input: Readonly<Record<string, Json>>;
  /** The request's pictures by field, such as `image_url`, as the adapter takes them. */
  readonly images: Readonly<Record<string, Picture>>;
}

/** What is known of a provider without asking it: enough to promise a request, or to refuse it. */
export interface AdapterDescription {
  readonly startsOncePerTask: boolean;
  /** What it makes, in order; the first model of a kind is the kind's default. */
  readonly models: readonly Model[];
  /** The kinds of which the operator may describe models in full: all that the client sends is their `input`. Defaults to none. */
  readonly describableKinds?: readonly TaskKind[];
  readonly pictures: PictureForm;
  readonly secondsBetweenChecks?: number;
  /** What it refuses beyond what the models say. */
  refusals?(model: Model, request: KindRequest): Refusal[];
}

/** Speaks to one provider. `createProvider` adds what all have in common, such as loading pictures. */
export interface ProviderClient {
  readonly callback?: AdapterCallback;
  /** What it answers at once, beside the work that it does in tasks. */
  readonly queryHandlers?: Partial<QueryHandlers>;
  start(call: AdapterStart): Promise<Operation>;
  check(operation: Operation): Promise<OperationStatus>;
  fetchResult?(operation: Operation): Promise<ResultFile>;
  cancel?(operation: Operation): Promise<void>;
}

/** One provider, in a closed folder: what is known of it, and its client. */
export type Adapter = AdapterDescription & ProviderClient;

/** What every adapter is given. */
export interface AdapterTools {
  /** The name that the operator gave the provider, for messages. */
  readonly name: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: { now(): number };
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMilliseconds?: number | undefined;
  /** Signs for AWS; undefined if the deployment has no AWS credentials. aws4fetch's `AwsClient` is one. */
  readonly aws?: RequestSigner | undefined;
  /** Our own media bucket, where a provider on AWS may put its results at once. */
  readonly mediaBucket?: string | undefined;
}

/** Signs a request with AWS Signature Version 4. */
export interface RequestSigner {
  sign(
    url: string,
    init: RequestInit & { aws: { service: string; region: string; signQuery?: boolean } },
  ): Promise<Request>;
}

/** What a folder exports first: its name in the configuration, and what is known by the operator's settings. */
export interface AdapterDefinition {
  readonly type: string;
  /** The kinds it makes. Optional; defaults to image-to-video alone. */
  readonly kinds?: readonly TaskKind[];
  /** The queries it answers at once. Optional; defaults to none. */
  readonly queries?: readonly QueryName[];
  /** @throws ZodError naming every setting that is missing or wrong. */
  describe(settings: unknown): AdapterDescription;
}

/** What a folder exports second: makes its client with the operator's settings. */
export type CreateClient = (settings: unknown, tools: AdapterTools) => ProviderClient;
