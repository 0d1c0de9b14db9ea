import { createHash } from 'node:crypto';
import {
  isTaskKind,
  type KindDefinition,
  type KindRequest,
  kinds,
  type Price,
  type TaskKind,
  taskKinds,
} from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import { parseFields } from '../catalog/parse-fields.ts';
import type { ConfiguredProvider, UsableProvider } from '../providers/configured-provider.ts';
import { isLimited } from '../throttling/acquire-slot.ts';
import { chooseProvider } from './choose-provider.ts';
import { type Labels, withoutLabels } from './labels.ts';
import { createCharge, type Task, type TaskWebhook } from './task.ts';

/** What a caller asked for, read and found good by the kind's schema and by the provider. */
export interface AcceptedRequest {
  readonly kind: TaskKind;
  readonly request: KindRequest;
  readonly configured: UsableProvider;
  /** How many tasks it makes. */
  readonly copies: number;
  /** Of each. */
  readonly price: Price;
}

/** What the operator providers for a kind, in the order of preference. */
export type ProvidersFor = (kind: TaskKind) => Promise<readonly ConfiguredProvider[]>;

/**
 * Reads a caller's request, chooses the provider and asks it whether it can honour the request.
 * @param resolve looks up what the request names of the owner's
 * @throws InvalidRequestError naming every field that is not right.
 */
export async function acceptRequest(
  kindName: string,
  body: unknown,
  providersFor: ProvidersFor,
  resolve: (kind: TaskKind, request: KindRequest) => Promise<KindRequest> = async (_, request) =>
    request,
): Promise<AcceptedRequest> {
  if (!isTaskKind(kindName)) {
    const message = `must be one of: ${taskKinds.join(', ')}`;
    throw new InvalidRequestError([{ field: 'kind', message }]);
  }
  const definition = kinds[kindName];
  const asked = await resolve(kindName, parseFields(definition.request, withoutLabels(body)));
  const { configured, request } = chooseProvider(await providersFor(kindName), kindName, asked);
  const refusals = configured.provider.refusals(kindName, request);
  if (refusals.length > 0) throw new InvalidRequestError(refusals);
  return {
    kind: kindName,
    request,
    configured,
    copies: getCopies(definition, request),
    price: definition.price(request, configured.coinsPerSecond),
  };
}

/** How many tasks the request makes: what its field for that says, which the kind's schema has checked. */
export function getCopies({ copiesField }: KindDefinition, request: KindRequest): number {
  const asked = copiesField === undefined ? undefined : request[copiesField];
  return typeof asked === 'number' ? asked : 1;
}

/** What makes a new record beside the request itself. */
export interface NewTask {
  readonly id: string;
  readonly owner: string;
  readonly variant: number;
  readonly fingerprint: string;
  readonly webhook?: TaskWebhook;
  readonly labels: Labels;
  readonly now: number;
  /** How long records are kept, in seconds. */
  readonly keepSeconds: number;
}

/** The record of a task that nobody has worked on yet. */
export function newTask(accepted: AcceptedRequest, details: NewTask): Task {
  const createdAt = new Date(details.now).toISOString();
  return {
    id: details.id,
    owner: details.owner,
    kind: accepted.kind,
    name: accepted.request.name ?? details.id,
    request: accepted.request,
    variant: details.variant,
    fingerprint: details.fingerprint,
    ...(details.webhook ? { webhook: details.webhook } : {}),
    ...details.labels,
    status: 'initialized',
    ...createCharge(accepted.price),
    provider: accepted.configured.name,
    ...(isLimited(accepted.configured.limits ?? {}) ? { throttled: true as const } : {}),
    version: 1,
    createdAt,
    updatedAt: createdAt,
    progress: 0,
    expiresAt: Math.floor(details.now / 1000) + details.keepSeconds,
  };
}

/** A hash that is the same for the same kind and body, whatever the order of the members. */
export function createFingerprint(kind: string, body: unknown): string {
  return createHash('sha256')
    .update(canonical([kind, body]))
    .digest('hex');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
