import {
  isTaskKind,
  type KindReference,
  type KindRequest,
  kinds,
  type TaskKind,
} from '../catalog/catalog.ts';
import { InvalidRequestError } from '../catalog/invalid-request-error.ts';
import type { Json } from '../providers/operation.ts';
import { type GetTaskDependencies, isVisible } from './get-task.ts';
import type { OwnersResources } from './ports.ts';
import { isExecutionName } from './task-id.ts';
import { findUpstreamIds, type UpstreamIds } from './upstream-ids.ts';

export interface ResolveReferencesDependencies extends GetTaskDependencies {
  readonly resources: OwnersResources;
  /** Optional; by default every id of a provider's may be named, as by an operator. */
  readonly upstreamIds?: UpstreamIds | undefined;
}

/** What is known of a thing that a request names: of a task what its provider remembers and told, of a thing its content. */
export type Referenced =
  | { readonly operation: Json; readonly facts: Readonly<Record<string, Json>> }
  | { readonly content: Readonly<Record<string, unknown>> };

/**
 * Looks up what a request names of the owner's own, and puts what the provider needs to know of it into the request,
 * under `references` by field. A task of the owner's binds the request to the provider that has it.
 * @throws InvalidRequestError naming the field that names nothing of the owner's, or nothing that is ready.
 */
export async function resolveReferences(
  context: ResolveReferencesDependencies,
  owner: string,
  kind: TaskKind,
  request: KindRequest,
): Promise<KindRequest> {
  const { references = [] } = kinds[kind];
  const named = references.filter(
    (reference) => request[reference.field] !== undefined && (reference.applies?.(request) ?? true),
  );
  await checkUpstreamIds(context, owner, request, named);
  if (named.length === 0) return request;
  const found: Record<string, Referenced> = {};
  let { provider } = request;
  for (const reference of named) {
    const { field, to } = reference;
    if ('shared' in to) continue;
    const id = `${request[field]}`;
    if ('collection' in to) {
      found[field] = { content: await findThing(context, owner, { field, id, ...to }) };
      continue;
    }
    if (await context.upstreamIds?.isAssigned(owner, id)) {
      found[field] = { operation: { id }, facts: { anchor_id: id } };
      continue;
    }
    const { provider: holder, ...task } = await findTask(context, owner, { field, id, ...to });
    if (provider !== undefined && provider !== holder)
      refuse(reference, `is at ${holder}, not at ${provider}`);
    provider = holder;
    found[field] = task;
  }
  if (Object.keys(found).length === 0) return request;
  return { ...request, ...(provider === undefined ? {} : { provider }), references: found };
}

/**
 * One account at the provider serves all owners: its ids may be named where they are everyone's, or assigned.
 * @throws InvalidRequestError naming the field.
 */
async function checkUpstreamIds(
  { upstreamIds }: Pick<ResolveReferencesDependencies, 'upstreamIds'>,
  owner: string,
  request: KindRequest,
  references: readonly KindReference[],
): Promise<void> {
  if (!upstreamIds) return;
  for (const { field, id } of findUpstreamIds(request)) {
    const to = references.find((reference) => reference.field === field)?.to;
    if (to && !('shared' in to)) continue;
    if (to && (await upstreamIds.isShared(to.shared, id))) continue;
    if (await upstreamIds.isAssigned(owner, id)) continue;
    const known = to ? `one of the ${to.shared} that everyone has, or ` : '';
    refuse({ field }, `must name ${known}what the operator has assigned to your account`);
  }
}

interface Named {
  readonly field: string;
  readonly id: string;
}

/**
 * What the provider of a completed task of the owner's knows of it.
 * @throws InvalidRequestError naming the field.
 */
async function findTask(
  { tasks, clock }: GetTaskDependencies,
  owner: string,
  { field, id, kind }: Named & { readonly kind: string },
): Promise<{ provider: string; operation: Json; facts: Readonly<Record<string, Json>> }> {
  const task = isExecutionName(id) && isTaskKind(kind) ? await tasks.get(id) : undefined;
  if (!task || task.kind !== kind || !isVisible(task, { owner, kind: task.kind }, clock.now())) {
    return refuse({ field }, `must be the id of a task of yours of the kind ${kind}`);
  }
  if (task.status !== 'completed') {
    return refuse({ field }, `names a task that is ${task.status}; it has to be completed first`);
  }
  const { provider, operation = null, facts = {} } = task;
  return { provider, operation, facts };
}

async function findThing(
  { resources }: Pick<ResolveReferencesDependencies, 'resources'>,
  owner: string,
  { field, id, collection }: Named & { readonly collection: string },
): Promise<Readonly<Record<string, unknown>>> {
  const thing = await resources.get({ owner, collection, id: id.toLowerCase() });
  return thing?.content ?? refuse({ field }, `must be the id of one of your ${collection}`);
}

function refuse({ field }: Pick<KindReference, 'field'>, message: string): never {
  throw new InvalidRequestError([{ field, message }]);
}
