import * as z from 'zod';
import type { Price } from '../catalog/catalog.ts';
import type { Clock } from '../clock.ts';
import type { Json } from '../providers/operation.ts';
import type { Expiring, Resource, ResourceStore } from '../resources/resource-store.ts';
import { createFingerprint } from '../tasks/new-task.ts';
import type { Coins } from '../tasks/ports.ts';
import { IdempotencyKeyReusedError } from '../tasks/task-errors.ts';
import { newTaskId, taskIdForKey } from '../tasks/task-id.ts';
import { AnswerPendingError } from './query-errors.ts';

export interface PayOnceDependencies {
  readonly coins: Coins;
  readonly resources: ResourceStore;
  readonly clock: Clock;
}

/** A query that costs something, as a caller put it. */
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
/** Longer than the function runs that asks, so that a call that is still noted after it has died. In seconds. */
const LONGEST_CALL = 60;
/** When an answer that is waited for is probably there, in seconds. */
const USUAL_CALL = 5;

/** What is kept under a key: who asks, and the answer once it is there. */
const keptCall = z.object({
  chargeId: z.string(),
  fingerprint: z.string(),
  answer: z.json().optional(),
});

/**
 * Notes under the key that the provider is being queried, holds the price, queries it, and keeps the coins where it was; without
 * an answer they go back. Where the process dies in between, the sweep gives them back: the hold belongs to no task, and
 * the key can be used again after a minute.
 * @throws InsufficientCoinsError, IdempotencyKeyReusedError, AnswerPendingError while another request with the key asks,
 * and what `answer` throws
 */
export async function payOnce<Answer extends Json>(
  context: PayOnceDependencies,
  call: PaidCall,
  answer: () => Promise<Answer>,
): Promise<Json> {
  const chargeId = newTaskId(context.clock.now());
  const claim = newClaim(context, call, chargeId);
  const standing = claim && (await claimKey(context, call, claim));
  if (standing) return standing.answer;
  const answered = await payFor(context, call, chargeId, answer).catch(async (error: unknown) => {
    if (claim) await context.resources.remove(claim);
    throw error;
  });
  // Whose claim is over, because it took so long, has its price back: the key is another request's, which pays.
  const isPaid = !claim || (await keepAnswer(context, claim, answered));
  if (isPaid) await spend(context, call, chargeId);
  else await context.coins.refund(call.owner, chargeId, call.kind);
  return answered;
}

/** Holds the price while the provider is asked; it goes back where there is no answer. */
async function payFor<Answer>(
  { coins }: PayOnceDependencies,
  { owner, kind, price }: PaidCall,
  chargeId: string,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  await coins.hold(owner, [chargeId], price, { kind });
  try {
    return await answer();
  } catch (error) {
    await coins.refund(owner, chargeId, kind, undefined, 'failed');
    throw error;
  }
}

/** What notes under the call's key that the provider is being asked; undefined if it has no key. */
function newClaim(
  { clock }: PayOnceDependencies,
  { owner, kind, body, idempotencyKey }: PaidCall,
  chargeId: string,
): Expiring | undefined {
  if (idempotencyKey === undefined) return undefined;
  const now = clock.now();
  return {
    owner,
    collection: COLLECTION,
    id: taskIdForKey(owner, idempotencyKey, 0),
    createdAt: new Date(now).toISOString(),
    expiresAt: Math.floor(now / 1000) + LONGEST_CALL,
    content: { chargeId, fingerprint: createFingerprint(kind, body) },
  };
}

/**
 * Claims the key. Answers what was answered to it before, undefined if nothing was and it is ours now; an answer's coins
 * are spent, also where a crash has kept them held.
 * @throws IdempotencyKeyReusedError, AnswerPendingError
 */
async function claimKey(
  context: PayOnceDependencies,
  call: PaidCall,
  claim: Resource,
): Promise<{ readonly answer: Json } | undefined> {
  if (await context.resources.add(claim)) return undefined;
  const found = await context.resources.get(claim);
  if (!found) throw new AnswerPendingError(USUAL_CALL);
  const { chargeId, fingerprint, answer } = keptCall.parse(found.content);
  if (fingerprint !== claim.content['fingerprint']) throw new IdempotencyKeyReusedError();
  if (answer === undefined) throw new AnswerPendingError(USUAL_CALL);
  await spend(context, call, chargeId);
  return { answer };
}

function spend({ coins }: PayOnceDependencies, { owner, kind, price }: PaidCall, chargeId: string) {
  return coins.settle(owner, chargeId, undefined, { kind, outcome: 'completed', price });
}

/** Keeps the answer for the key. False when the claim was over. */
function keepAnswer({ resources, clock }: PayOnceDependencies, claim: Expiring, answer: Json) {
  const expiresAt = Math.floor(clock.now() / 1000) + KEPT_SECONDS;
  return resources.replace(claim, { ...claim, expiresAt, content: { ...claim.content, answer } });
}
