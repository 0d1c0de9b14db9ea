import * as z from 'zod';
import {
  type KindDefinition,
  type KindRequest,
  kinds,
  type Price,
  type TaskKind,
  taskKinds,
} from '../catalog/catalog.ts';
import { type FieldIssue, InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import { chooseProvider } from './choose-provider.ts';
import { getCopies, type ProvidersFor } from './new-task.ts';
import { checkWebhook, type ReadWebhookDependencies } from './read-webhook.ts';
import { type ResolveReferencesDependencies, resolveReferences } from './resolve-references.ts';
import { takeSentFiles } from './sent-files.ts';

export interface QuoteRequestDependencies
  extends Pick<ReadWebhookDependencies, 'whyNotCallable'>,
    ResolveReferencesDependencies {
  readonly providersFor: ProvidersFor;
  /** Where the objects of the media bucket are read, without a slash at the end. */
  readonly mediaUrl: string;
}

/** What a request would cost. */
export interface Quote {
  readonly kind: TaskKind;
  readonly provider: string;
  /** How many tasks it would make. */
  readonly copies: number;
  /** Of all of them together. */
  readonly price: Price;
  /** What keeps the request from being taken as it is; empty where nothing does. */
  readonly issues: readonly FieldIssue[];
}

/**
 * What a request would cost, with the schema, the provider and the price that a start of it would have; makes nothing.
 * Where the request can't be taken as it is, the fields that the price depends on are enough.
 * @throws InvalidRequestError when the endpoint makes no tasks, no provider can be chosen, or a field is not right that
 * the price depends on.
 */
export async function quoteRequest(
  context: QuoteRequestDependencies,
  { owner, endpoint, body }: { owner: string; endpoint: string; body: unknown },
): Promise<Quote> {
  const kind = kindStartedAt(endpoint);
  const definition = kinds[kind];
  const sent = takeSentFiles(context.mediaUrl, { kind, body });
  const read = readWhatIsRight(definition.request, sent.body);
  const { fields, issues } = read.issues.length > 0 ? read : await resolve(read.fields);
  const { configured, request } = chooseProvider(await context.providersFor(kind), kind, fields);
  const unreadable = new Set(issues.map(({ field }) => field.split('.')[0] ?? ''));
  const priced = guarded(request, unreadable, issues);
  const { amount, currency } = definition.price(priced, configured.coinsPerSecond);
  const copies = getCopies(definition, priced);
  return {
    kind,
    provider: configured.name,
    copies,
    price: { amount: amount * copies, currency },
    issues: [
      ...issues,
      ...sent.issues,
      ...(issues.length === 0 ? configured.provider.refusals(kind, request) : []),
      ...getIssues(() => checkWebhook(context, body)),
    ],
  };

  async function resolve(request: KindRequest): Promise<Readable> {
    try {
      return { fields: await resolveReferences(context, owner, kind, request), issues: [] };
    } catch (error) {
      if (error instanceof InvalidRequestError) return { fields: request, issues: error.issues };
      throw error;
    }
  }
}

/** The fields of a request that can be read, and why the request can't be taken as it is. */
interface Readable {
  readonly fields: KindRequest;
  readonly issues: readonly FieldIssue[];
}

/** The paths that make tasks, as a caller writes them. */
const startPaths: ReadonlyMap<string, TaskKind> = new Map(
  taskKinds.flatMap((kind) =>
    kinds[kind].calls
      .filter(({ effect }) => effect === 'start' || effect === 'start-array')
      .map((call) => [`${kinds[kind].path}${call.path}`, kind] as const),
  ),
);

function kindStartedAt(endpoint: string): TaskKind {
  const asked = endpoint
    .trim()
    .toLowerCase()
    .replace(/^post\s+/, '')
    .replace(/\/+$/, '');
  const found = [...startPaths].find(([path]) => path.toLowerCase() === asked);
  if (found) return found[1];
  const message = `must be a path that starts tasks: ${[...startPaths.keys()].join(', ')}`;
  throw new InvalidRequestError([{ field: 'endpoint', message }]);
}

/** The whole request, or those of its fields that are right and why the others are not. */
function readWhatIsRight(schema: KindDefinition['request'], body: unknown): Readable {
  try {
    return { fields: parseFields(schema, body), issues: [] };
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    return { fields: readEach(schema, body), issues: error.issues };
  }
}

function readEach(schema: z.core.$ZodType, value: unknown): Record<string, unknown> {
  if (schema instanceof z.ZodPipe) {
    const read = z.safeParse(schema.in, value);
    return read.success ? readEach(schema.out, read.data) : {};
  }
  const given = z.record(z.string(), z.unknown()).safeParse(value);
  if (!(schema instanceof z.ZodObject) || !given.success) return {};
  const fields = Object.entries(schema.shape).flatMap(([name, field]) => {
    const read = z.safeParse(field, given.data[name]);
    return read.success ? [[name, read.data]] : [];
  });
  return Object.fromEntries(fields);
}

/** The fields, which may not be read where they are not right. */
function guarded(
  fields: KindRequest,
  unreadable: ReadonlySet<string>,
  issues: readonly FieldIssue[],
): KindRequest {
  return new Proxy(fields, {
    get(target, name) {
      if (typeof name !== 'string') return undefined;
      if (Object.hasOwn(target, name)) return target[name];
      // An issue without a field is one of the whole body.
      if (unreadable.has(name) || unreadable.has('')) throw new InvalidRequestError(issues);
      return undefined;
    },
  });
}

function getIssues(check: () => unknown): readonly FieldIssue[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.issues;
    throw error;
  }
}
