import { type KindRequest, kinds, type TaskKind } from '../catalog/catalog.ts';
import type { Json } from './operation.ts';

/**
 * A model of a provider, as data: requests are checked against it, its input is filled by it, and it is listed to
 * callers. What it doesn't name it doesn't take, and a request for that is refused.
 */
export interface Model {
  readonly kind: TaskKind;
  /** What `model_version` says to choose it, or `ANY_VERSION`; the first of a kind is its default. */
  readonly name: string;
  /** The provider's own name for it. */
  readonly id: string;
  /** How long it usually takes, in seconds; for five seconds of media where the kind has a length. */
  readonly expectedSeconds: number;
  /**
   * By the request's field, where it belongs in the model's input; a dot leads into an object, such as
   * `image_size.width`. Undefined if the provider takes every field of the kind as it is.
   */
  readonly input?: Readonly<Record<string, string>> | undefined;
  /** Fields of the request that it can't do without. */
  readonly required?: readonly string[] | undefined;
  /** Fields of the request that mean nothing to it, and are neither sent nor refused. */
  readonly ignored?: readonly string[] | undefined;
  /** By the request's field, which of its values the model takes. */
  readonly limits?: Readonly<Record<string, FieldLimit>> | undefined;
  /** Sent as it is with every request. */
  readonly fixed?: Readonly<Record<string, Json>> | undefined;
  /** Where the file's address is in the answer, such as `images.0.url`. Optional; the adapter knows its provider's usual place. */
  readonly result?: string | undefined;
}

/** Which values of a field a model takes. */
export interface FieldLimit {
  /** In UTF-16 code units. */
  readonly longest?: number | undefined;
  /** The values, each as it is sent: 5, "5" and "5s" are all five seconds, sent differently. In ascending order. */
  readonly oneOf?: readonly (number | string)[] | undefined;
  /** How much more than was asked for a number may become, where it is not one of the values. Defaults to 0. */
  readonly atMostLonger?: number | undefined;
}

/** The name of a model that is taken for whatever `model_version` says. */
export const ANY_VERSION = '*';

/** A2E's own word for its standard model: the default one, unless the operator has named a model so. */
const STANDARD_MODEL = 'a2e';

/** The model that a request asks for; undefined if there is none of that name. */
export function findModel(
  models: readonly Model[],
  kind: TaskKind,
  { model_version: asked = STANDARD_MODEL }: KindRequest,
): Model | undefined {
  const ofKind = models.filter((model) => model.kind === kind);
  const named = ofKind.find(({ name }) => name === asked || name === ANY_VERSION);
  return named ?? (asked === STANDARD_MODEL ? ofKind[0] : undefined);
}

/** How long the model takes for a request, in seconds. */
export function getExpectedSeconds({ kind, expectedSeconds }: Model, request: KindRequest): number {
  const field = Object.entries(kinds[kind].modelFields ?? {}).find(
    ([, { type }]) => type === 'seconds',
  )?.[0];
  const seconds = field === undefined ? undefined : request[field];
  return typeof seconds === 'number' ? (expectedSeconds * seconds) / 5 : expectedSeconds;
}

/** What no model has to know: whom the request is for, and what was looked up for it. */
const NEVER_SENT = ['name', 'provider', 'model_version', 'references'];

/** The fields of a request that a model is given, without those that say nothing. */
export function getModelFields(kind: TaskKind, request: KindRequest): Record<string, unknown> {
  const { toModelRequest, copiesField } = kinds[kind];
  const fields = Object.entries(toModelRequest?.(request) ?? request);
  return Object.fromEntries(
    fields.filter(
      ([field, value]) =>
        value !== undefined && value !== '' && field !== copiesField && !NEVER_SENT.includes(field),
    ),
  );
}

/** The model's value for what was asked: the smallest of `oneOf` that is enough; undefined if none is near. */
export function fitValue(limit: FieldLimit | undefined, asked: unknown): unknown {
  const { oneOf, atMostLonger = 0 } = limit ?? {};
  if (!oneOf) return asked;
  if (typeof asked !== 'number') return oneOf.find((value) => value === asked);
  return oneOf.find((value) => {
    const amount = typeof value === 'number' ? value : Number.parseFloat(value);
    return amount >= asked && amount <= asked + atMostLonger;
  });
}
