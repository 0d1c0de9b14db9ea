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
import type { Answerers, QuestionName } from './question.ts';

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

/**
 * One provider's wire, in a closed folder. `providerOf` makes a `Provider` of it and adds what all have in common:
 * choosing the model, refusing what it doesn't take, loading pictures.
 */
export interface Adapter {
  readonly startsOncePerTask: boolean;
  readonly models: readonly [ProviderModel, ...ProviderModel[]];
  /**
   * How it takes pictures: `url`: public addresses only; `bytes`: never addresses; a number: either, and this is the
   * largest that it takes as bytes; `ignored`: it doesn't look at them.
   */
  readonly pictures: 'url' | 'bytes' | 'ignored' | number;
  readonly secondsBetweenChecks?: number;
  readonly callback?: AdapterCallback;
  /** What it refuses beyond what the models say. */
  refusals?(model: ProviderModel, request: ImageToVideoRequest): Refusal[];
  /** What it makes beside videos of pictures, where it reads the requests by itself. */
  readonly others?: OtherKinds;
  /** Makes other kinds by models that are data, the adapter's own and those of the operator. */
  readonly kindModels?: KindModels;
  /** What it answers at once, beside the work that it does in tasks. */
  readonly answers?: Partial<Answerers>;
  start(call: AdapterStart): Promise<Operation>;
  check(operation: Operation): Promise<OperationStatus>;
  fetchResult?(operation: Operation): Promise<ResultFile>;
  cancel?(operation: Operation): Promise<void>;
}

/** The kinds of task that an adapter makes beside image-to-video; it reads their requests by itself. */
export interface OtherKinds {
  readonly kinds: readonly TaskKind[];
  /** What it refuses beyond what the kind's schema says. */
  refusals(kind: TaskKind, request: KindRequest): Refusal[];
  /** How long such a request takes as a rule, in seconds. */
  expectedSeconds(kind: TaskKind, request: KindRequest): number;
  /** As the provider's `start`; checked, canceled and called back like any other operation of the adapter's. */
  start(call: StartCall): Promise<Operation>;
}

/** How an adapter makes other kinds by models that are data. */
export interface KindModels {
  /** Its own; the first of a kind is the default. */
  readonly models: readonly KindModel[];
  /** Starts the model, as the provider's `start`. */
  start(call: KindModelStart): Promise<Operation>;
}

/** A start of a model of another kind: its input is filled. */
export interface KindModelStart extends Pick<StartCall, 'taskId' | 'callbackUrl'> {
  readonly model: KindModel;
  readonly input: Readonly<Record<string, Json>>;
}

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

/** What a folder exports: its name in the configuration, and how its adapter is made of the operator's settings. */
export interface AdapterDefinition {
  readonly type: string;
  /** The kinds it makes; image-to-video alone where it is left out. */
  readonly kinds?: readonly TaskKind[];
  /** The questions it answers at once; none where it is left out. */
  readonly questions?: readonly QuestionName[];
  /** @throws ZodError naming every setting that is missing or wrong. */
  create(settings: unknown, tools: AdapterTools): Adapter;
}
