import type * as z from 'zod';
import type { KindCall } from './kind-calls.ts';

/**
 * What a task is asked for, after defaults and aliases. The fields named here mean the same for every kind; all others
 * are the kind's own.
 */
export interface KindRequest {
  /** What the caller calls the task. */
  readonly name?: string | undefined;
  /** The provider that the caller chose. */
  readonly provider?: string | undefined;
  /** The model that the caller chose, or what the kind itself means by it. */
  readonly model_version?: string | undefined;
  readonly [field: string]: unknown;
}

/** A2E's words for where a task stands (a2e-api 1.3). */
export type TaskStatus = 'initialized' | 'sent' | 'pending' | 'processing' | 'completed' | 'failed';

/** What a record is made from. */
export interface ShownTask<Request = KindRequest> {
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly request: Request;
  readonly status: TaskStatus;
  /** Percent done, 0 to 100. */
  readonly progress: number;
  /** The price, in the kind's currency. */
  readonly coins: number;
  readonly provider: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly failure?: { readonly code: string; readonly message: string } | undefined;
  /** The provider is done, and its file is being copied into our bucket. */
  readonly isCopying?: boolean;
  /** Where the finished file is read; empty until the task is completed. */
  readonly resultUrl: string;
  /** What the provider told of the finished work. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a task costs. */
export interface Price {
  readonly amount: number;
  readonly currency: 'coins' | 'diamonds';
}

/** What a finished task has: one file, and facts that the provider reports. */
export interface KindResult {
  /** The record's field with the file's address, and that of A2E's own records; undefined if there is no file. */
  readonly field?: string;
  /** True where the field holds a list of addresses. */
  readonly isList?: true;
  /** The file's media type if nothing says it. Optional; defaults to `video/mp4`. */
  readonly mediaType?: string;
  /** Fields of the provider's record that ours shows too once the task is completed, such as `anchor_id`. */
  readonly facts?: readonly string[];
}

/**
 * A field that names something of the owner's by our id. When the task is accepted it is looked up, and what is known of
 * it is put into the request under `references`, for the provider, which knows it under another name.
 */
export interface KindReference<Request extends KindRequest = KindRequest> {
  readonly field: string;
  /**
   * A completed task of that kind, a thing in that collection of the owner's, or, by the provider's own id, a thing in
   * that list of the provider's that everyone sees.
   */
  readonly to:
    | { readonly kind: string }
    | { readonly collection: string }
    | { readonly shared: 'avatars' | 'backgrounds' };
  /** Whether the field names the owner's own in this request. Optional; defaults to always. */
  applies?(request: Request): boolean;
}

/** What a provider's model has to know of a field, beyond its value. */
export interface ModelField {
  /**
   * `image`: the address of a picture, which a provider may be given as bytes; `seconds`: the length of what is made,
   * which a model may round up, and in proportion to which it takes its time. Optional; defaults to a plain value.
   */
  readonly type?: 'image' | 'seconds';
  /** True for a field that a model without it ignores; others are refused. */
  readonly isHint?: true;
  /** Told to callers whose model doesn't take the field, after "is not taken by <model>: ". */
  readonly advice?: string;
}

/**
 * One kind of task, in one file: what may be asked, what it costs, and how A2E's API spells it. Routes, validation,
 * lists, quotes, the OpenAPI document and the A2E provider's requests all come from it.
 */
export interface KindDefinition<Request extends KindRequest = KindRequest> {
  /** Its name in records, events, the configuration and the workflow's input, such as `image-to-video`. */
  readonly kind: string;
  /** What it makes, in a few words that stand alone: a title in the documentation. */
  readonly summary: string;
  /**
   * Where A2E's API keeps this kind, such as `/api/v1/userImage2Video`. Kinds of one path are one family: a record of
   * any of them is found by the calls of all.
   */
  readonly path: string;
  /** What can be called below the path. */
  readonly calls: readonly KindCall[];
  /** Reads a caller's body: aliases, defaults, refusals in words. Unknown fields are dropped, as A2E does. */
  readonly request: z.ZodType<Request>;
  /** The fields that name something of the owner's. */
  readonly references?: readonly KindReference<Request>[];
  /** A body that is accepted as it is: for the documentation, and for tests of all kinds. */
  readonly example: Readonly<Record<string, unknown>>;
  /** The field that says how many tasks one request makes, a whole number; optional, defaults to 1. */
  readonly copiesField?: string;
  /** The price of one task; the operator may have set another price in coins per second of what is made. */
  price(request: Request, coinsPerSecond?: number): Price;
  /** How much is made, in seconds of media; what takes longer the more there is of it. Undefined if nothing says. */
  seconds?(request: Request): number;
  /** How long it usually takes at A2E, in seconds; used until durations have been learned. */
  readonly expectedSeconds: number;
  readonly result: KindResult;
  /** The fields that are more than plain values to a provider's model. Optional; defaults to none. */
  readonly modelFields?: Readonly<Record<string, ModelField>>;
  /** The request as a provider's model is given it. Optional; defaults to all of its fields. */
  toModelRequest?(request: Request): KindRequest;
  /** Whether A2E takes a `webhook_url` for this family (a2e-api 1.8); optional, defaults to true. Without it, it is polled. */
  readonly supportsCallbacks?: boolean;
  /** The task as A2E shows one of this kind. */
  record(task: ShownTask<Request>): Record<string, unknown>;
}
