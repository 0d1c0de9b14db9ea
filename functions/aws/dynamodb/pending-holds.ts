import { type Account, getReturnGroup, type Hold } from '../../accounts/account.ts';
import type { AccountStore } from '../../accounts/account-store.ts';
import { findOtherHolds } from '../../accounts/find-other-holds.ts';
import { holdUpdate } from './hold-update.ts';
import type { UpdateAccount } from './update-account.ts';
import { withCount } from './usage-items.ts';

/**
 * What an account store keeps of holds in the account's item in DynamoDB.
 * @param updated as `update`, and answers the account as it is then; undefined if the condition does not hold
 */
export function createPendingHolds(
  update: UpdateAccount,
  updated: (...update: Parameters<UpdateAccount>) => Promise<Account | undefined>,
): Pick<
  AccountStore,
  | 'hold'
  | 'undoHold'
  | 'reduceHold'
  | 'forgetPending'
  | 'returnPrice'
  | 'forgetReturn'
  | 'noteClosed'
  | 'uncountDay'
> {
  return {
    async hold(owner, hold) {
      const { pending, price } = hold;
      const change = withCount(holdUpdate(hold), hold.count);
      if (price.claim === undefined) return (await update(owner, change)) ? [] : undefined;
      const account = await updated(owner, change);
      return account && findOtherHolds(account, pending);
    },

    undoHold(owner, hold, count) {
      const balance = getBalanceName(hold);
      const change = {
        UpdateExpression: `SET ${balance} = ${balance} + :amount REMOVE pendingHolds.#nonce`,
        ConditionExpression: 'attribute_exists(pendingHolds.#nonce)',
        ExpressionAttributeNames: { '#nonce': hold.nonce },
        ExpressionAttributeValues: { ':amount': hold.amount },
      };
      return update(owner, withCount(change, count));
    },

    reduceHold(owner, hold, amount) {
      const balance = getBalanceName(hold);
      return update(owner, {
        UpdateExpression: `SET ${balance} = ${balance} + :rest, pendingHolds.#nonce.amount = :left`,
        ConditionExpression: 'pendingHolds.#nonce.amount = :held',
        ExpressionAttributeNames: { '#nonce': hold.nonce },
        ExpressionAttributeValues: {
          ':rest': hold.amount - amount,
          ':left': amount,
          ':held': hold.amount,
        },
      });
    },

    async forgetPending(owner, nonces) {
      if (nonces.length === 0) return;
      const names = nonces.map((_, index) => `#nonce${index}`);
      await update(owner, {
        UpdateExpression: `REMOVE ${names.map((name) => `pendingHolds.${name}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: Object.fromEntries(
          names.map((name, index) => [name, nonces[index] ?? '']),
        ),
      });
    },

    returnPrice({ owner, returnVersions }, taskId, price, count) {
      const balance = getBalanceName(price);
      const group = getReturnGroup(taskId);
      const seen = returnVersions[group];
      const unchanged =
        seen === undefined
          ? 'attribute_not_exists(returnVersions.#group)'
          : 'returnVersions.#group = :seen';
      const change = {
        UpdateExpression: `SET ${balance} = ${balance} + :amount, pendingReturns.#task = :true, returnVersions.#group = :next`,
        ConditionExpression: `attribute_not_exists(pendingReturns.#task) AND ${unchanged}`,
        ExpressionAttributeNames: { '#task': taskId, '#group': group },
        ExpressionAttributeValues: {
          ':amount': price.amount,
          ':true': true,
          ':next': (seen ?? 0) + 1,
          ...(seen === undefined ? {} : { ':seen': seen }),
        },
      };
      return update(owner, withCount(change, count));
    },

    async forgetReturn(owner, taskId) {
      await update(owner, {
        UpdateExpression: 'REMOVE pendingReturns.#task',
        ConditionExpression: 'attribute_exists(pendingReturns.#task)',
        ExpressionAttributeNames: { '#task': taskId },
      });
    },

    noteClosed: ({ owner, closed: seen }, closed) =>
      update(owner, {
        UpdateExpression: 'SET closed = :closed',
        ConditionExpression: 'closed = :seen',
        ExpressionAttributeValues: { ':closed': closed, ':seen': seen },
      }),

    async uncountDay(owner, day) {
      await update(owner, {
        UpdateExpression: 'SET dayTasks = dayTasks - :one',
        ConditionExpression: 'dayDate = :day',
        ExpressionAttributeValues: { ':one': 1, ':day': day },
      });
    },
  };
}

function getBalanceName({ currency }: Pick<Hold, 'currency'>): 'balance' | 'diamonds' {
  return currency === 'coins' ? 'balance' : 'diamonds';
}
