import { type KindRequest, kinds, type TaskKind } from '../catalog/catalog.ts';
import type { Json, Refusal } from './provider.ts';

/**
 * A model that makes another kind of task than image-to-video, as data. What it doesn't name here it doesn't take, and a
 * request for it is refused.
 */
export interface KindModel {
  readonly kind: TaskKind;
  /** What `model_version` says to choose it; the first of a kind is its default. */
  readonly name: string;
  /** The provider's own name for it. */
  readonly id: string;
  readonly expectedSeconds: number;
  /** By the request's field, what the model calls it; a dot goes into an object, such as `image_size.width`. */
  readonly input: Readonly<Record<string, string>>;
  /** Fields of the request that it can't do without. */
  readonly required?: readonly string[] | undefined;
  /** Fields of the request that say nothing to it, and are neither sent nor refused. */
  readonly ignored?: readonly string[] | undefined;
  /** Sent as it is with every request. */
  readonly fixed?: Readonly<Record<string, Json>> | undefined;
  /** Where the file's address is in the answer, such as `images.0.url`. */
  readonly result: string;
}

/** What no model has to know: whom it is for, and how many tasks there are of it. */
const NEVER_SENT = ['name', 'provider', 'model_version', 'references'];

/** The model that a request asks for; the first of its kind where it asks for none. */
export function findKindModel(
  models: readonly KindModel[],
  kind: TaskKind,
  { model_version }: KindRequest,
): KindModel | undefined {
  const ofKind = models.filter((model) => model.kind === kind);
  return model_version === undefined
    ? ofKind[0]
    : ofKind.find(({ name }) => name === model_version);
}

/** The fields that the model can't honour, or can't do without. */
export function kindModelRefusals(
  models: readonly KindModel[],
  kind: TaskKind,
  request: KindRequest,
): Refusal[] {
  const model = findKindModel(models, kind, request);
  if (!model) {
    const names = models.filter((one) => one.kind === kind).map(({ name }) => name);
    return [{ field: 'model_version', message: `must be one of ${names.join(', ')}` }];
  }
  const { name, input, required = [], ignored = [] } = model;
  const unknown = [...NEVER_SENT, ...ignored, kinds[kind].copiesField];
  const odd = Object.keys(request).filter(
    (field) => isSaid(request[field]) && !(field in input) && !unknown.includes(field),
  );
  const missing = required.filter((field) => !isSaid(request[field]));
  return [
    ...odd.map((field) => ({ field, message: `is not taken by ${name}` })),
    ...missing.map((field) => ({ field, message: `is required by ${name}` })),
  ];
}

/** The model's input, filled from a request that was not refused. */
export function kindModelInput(
  { input, fixed }: KindModel,
  request: KindRequest,
): Record<string, Json> {
  const filled: Record<string, Json> = structuredClone({ ...fixed });
  for (const [field, path] of Object.entries(input)) {
    const value = request[field];
    if (isSaid(value)) put(filled, path.split('.'), value as Json);
  }
  return filled;
}

/** The address at a path of an answer; nothing where there is none. */
export function addressAt(answer: unknown, path: string): string | undefined {
  const steps = path === '' ? [] : path.split('.');
  const found = steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    answer,
  );
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== '';
}

function put(into: Record<string, Json>, [first = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = into[first];
  const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  into[first] = object;
  put(object, rest, value);
}
