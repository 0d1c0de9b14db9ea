import type { KindRequest, TaskKind } from '../catalog/catalog.ts';
import type { ImageToVideoRequest } from '../catalog/kinds/image-to-video.ts';
import type { KindModel } from './kind-model.ts';
import type {
  Json,
  Operation,
  OperationStatus,
  Refusal,
  ResultFile,
  StartCall,
} from './provider.ts';
import type { AdapterCallback } from './provider-callback.ts';
import type { ProviderModel } from './provider-model.ts';
import type { QueryHandlers, QueryName } from './provider-query.ts';

/** A picture as a provider is given it: an address that it fetches itself, or the bytes. */
export type Picture =
  | { readonly url: string }
  | { readonly bytes: Uint8Array; readonly mediaType: string };

/** A start after the common work: the model is chosen, the length is one that it makes, the pictures are at hand. */
export interface AdapterStart extends Omit<StartCall, 'request'> {
  readonly request: ImageToVideoRequest;
  readonly model: ProviderModel;
  /** The length of the video, in seconds: the model's own that is nearest above the one asked for. */
  readonly seconds: number;
  readonly image: Picture;
  /** There when the request is for a first and a last frame. */
  readonly lastImage?: Picture;
  /** The fields of `model.input`, filled; bytes as data URIs. Empty where the model has none. */
  readonly input: Readonly<Record<string, Json>>;
}

/** What is known of a provider without asking it: enough to promise a request, or to refuse it. */
export interface AdapterDescription {
  readonly startsOncePerTask: boolean;
  readonly models: readonly [ProviderModel, ...ProviderModel[]];
  /**
   * How it takes pictures: `url`: public addresses only; `bytes`: never addresses; a number: either, and this is the
   * largest that it takes as bytes; `ignored`: it doesn't look at them.
   */
  readonly pictures: 'url' | 'bytes' | 'ignored' | number;
  readonly secondsBetweenChecks?: number;
  /** What it refuses beyond what the models say. */
  refusals?(model: ProviderModel, request: ImageToVideoRequest): Refusal[];
  /** What it makes beside videos of pictures, where it reads the requests by itself. */
  readonly others?: OtherKinds;
  /** Its models of other kinds, as data; the first of a kind is the default. */
  readonly kindModels?: readonly KindModel[];
}

/** The kinds of task that an adapter makes beside image-to-video. */
export interface OtherKinds {
  readonly kinds: readonly TaskKind[];
  /** What it refuses beyond what the kind's schema says. */
  refusals(kind: TaskKind, request: KindRequest): Refusal[];
  /** How long such a request takes as a rule, in seconds. */
  expectedSeconds(kind: TaskKind, request: KindRequest): number;
}

/** A start of a model of another kind: its input is filled. */
export interface KindModelStart extends Pick<StartCall, 'taskId' | 'callbackUrl'> {
  readonly model: KindModel;
  readonly input: Readonly<Record<string, Json>>;
}

/** How one provider is spoken to. `createProvider` adds what all have in common, such as loading pictures. */
export interface ProviderClient {
  readonly callback?: AdapterCallback;
  /** What it answers at once, beside the work that it does in tasks. */
  readonly queryHandlers?: Partial<QueryHandlers>;
  start(call: AdapterStart): Promise<Operation>;
  /** Starts a task of one of the `others`, whose request it reads by itself. */
  startOther?(call: StartCall): Promise<Operation>;
  /** Starts one of the `kindModels`, its own or the operator's. */
  startModel?(call: KindModelStart): Promise<Operation>;
  check(operation: Operation): Promise<OperationStatus>;
  fetchResult?(operation: Operation): Promise<ResultFile>;
  cancel?(operation: Operation): Promise<void>;
}

/** One provider, in a closed folder: what is known of it and how it is spoken to. */
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
  /** Signs for AWS; there where the deployment has AWS credentials. aws4fetch's `AwsClient` is one. */
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
  /** The kinds it makes; image-to-video alone where it is left out. */
  readonly kinds?: readonly TaskKind[];
  /** The queries it answers at once; none where it is left out. */
  readonly queries?: readonly QueryName[];
  /** @throws ZodError naming every setting that is missing or wrong. */
  describe(settings: unknown): AdapterDescription;
}

/** What a folder exports second: how it is spoken to with the operator's settings. */
export type CreateClient = (settings: unknown, tools: AdapterTools) => ProviderClient;
