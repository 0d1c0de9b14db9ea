import * as z from 'zod';
import type { Price } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import type { Json } from '../providers/provider.ts';
import type { ResourceStore } from '../resources/resource-store.ts';
import { createFingerprint } from '../tasks/new-task.ts';
import type { Coins } from '../tasks/ports.ts';
import { IdempotencyKeyReusedError } from '../tasks/task-errors.ts';
import { newTaskId, taskIdForKey } from '../tasks/task-id.ts';

export interface PayOnce {
  readonly coins: Coins;
  readonly resources: ResourceStore;
  readonly clock: Clock;
}

/** A question that costs something, as a caller put it. */
export interface PaidCall {
  readonly owner: string;
  /** What is paid for, as the credits history shows it. */
  readonly kind: string;
  /** What was asked: the same key with anything else is refused. */
  readonly body: unknown;
  readonly price: Price;
  /** The same key within a day answers what was answered before, and costs nothing more. */
  readonly idempotencyKey?: string | undefined;
}

/** Where paid answers are kept for callers that ask again with the same key. */
const COLLECTION = 'paid-answers';
/** Seconds in 24 hours. */
const KEPT_SECONDS = 24 * 60 * 60;

const keptAnswer = z.object({ chargeId: z.string(), fingerprint: z.string(), answer: z.json() });

/**
 * Holds the price, has the question answered, and keeps the coins where it was; without an answer they go back. Where
 * the process dies in between, the sweep gives them back: the hold belongs to no task.
 * @throws InsufficientCoinsError, IdempotencyKeyReusedError, and what `answer` throws
 */
export async function payOnce<Answer extends Json>(
  context: PayOnce,
  call: PaidCall,
  answer: () => Promise<Answer>,
): Promise<Json> {
  const kept = await findKept(context, call);
  if (kept) return kept.answer;
  const { owner, kind, price } = call;
  const chargeId = newTaskId(context.clock.now());
  await context.coins.hold(owner, [chargeId], price, { kind });
  const answered = await answer().catch(async (error: unknown) => {
    await context.coins.refund(owner, chargeId, kind);
    throw error;
  });
  const standing = await keep(context, call, chargeId, answered);
  if (standing) {
    await context.coins.refund(owner, chargeId, kind);
    return standing.answer;
  }
  await context.coins.settle(owner, chargeId);
  return answered;
}

type Kept = z.output<typeof keptAnswer>;

/** What was answered to the same key before; its coins are spent, also where a crash has kept them held. */
async function findKept(context: PayOnce, call: PaidCall): Promise<Kept | undefined> {
  const { owner, idempotencyKey } = call;
  if (idempotencyKey === undefined) return undefined;
  const id = taskIdForKey(owner, idempotencyKey, 0);
  const found = await context.resources.get({ owner, collection: COLLECTION, id });
  if (!found) return undefined;
  const kept = keptAnswer.parse(found.content);
  if (kept.fingerprint !== createFingerprint(call.kind, call.body)) {
    throw new IdempotencyKeyReusedError();
  }
  await context.coins.settle(owner, kept.chargeId);
  return kept;
}

/** Keeps the answer for the key. Answers what another request with it was faster to keep. */
async function keep(
  context: PayOnce,
  call: PaidCall,
  chargeId: string,
  answer: Json,
): Promise<Kept | undefined> {
  const { owner, idempotencyKey } = call;
  if (idempotencyKey === undefined) return undefined;
  const now = context.clock.now();
  const wasAdded = await context.resources.add({
    owner,
    collection: COLLECTION,
    id: taskIdForKey(owner, idempotencyKey, 0),
    createdAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + KEPT_SECONDS,
    content: { chargeId, fingerprint: createFingerprint(call.kind, call.body), answer },
  });
  return wasAdded ? undefined : findKept(context, call);
}
