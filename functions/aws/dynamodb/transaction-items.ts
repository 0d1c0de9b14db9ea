import type { AccountStore } from '../../accounts/account-store.ts';
import { listed } from './hold-update.ts';
import type { UpdateAccount } from './update-account.ts';

/** The transactions of an account store in DynamoDB: a map in the account's item, with its own version. */
export function createTransactionItems(
  update: UpdateAccount,
): Pick<AccountStore, 'post' | 'closeTransaction'> {
  return {
    post({ owner, transactions, transactionsVersion }, transaction, isNew = false) {
      // An account of an earlier version has no map of transactions; with its first one it has.
      const isFirst = transactionsVersion === 0;
      return update(owner, {
        UpdateExpression: `SET ${[
          'balance = balance + :coins',
          // An account of an earlier version has none of these.
          'diamonds = if_not_exists(diamonds, :zero) + :diamonds',
          isFirst ? 'transactions = :transactions' : 'transactions.#transaction = :transaction',
          isFirst
            ? 'transactionsVersion = :one'
            : 'transactionsVersion = transactionsVersion + :one',
          ...listed.sets,
        ].join(', ')}`,
        ConditionExpression: `balance >= :spent AND ${condition(isFirst, isNew)}`,
        ...(isFirst ? {} : { ExpressionAttributeNames: { '#transaction': transaction.id } }),
        ExpressionAttributeValues: {
          ':coins': transaction.coins,
          ':spent': Math.max(0, -transaction.coins),
          ':diamonds': transaction.diamonds,
          ':zero': 0,
          ...(isFirst
            ? { ':transactions': { ...transactions, [transaction.id]: transaction } }
            : { ':transaction': transaction }),
          ...(isNew && !isFirst ? {} : { ':seen': transactionsVersion }),
          ':one': 1,
          ...listed.values,
        },
      });
    },

    async closeTransaction(owner, id) {
      await update(owner, {
        UpdateExpression: 'REMOVE transactions.#transaction',
        ConditionExpression: 'attribute_exists(transactions.#transaction)',
        ExpressionAttributeNames: { '#transaction': id },
      });
    },
  };
}

function condition(isFirst: boolean, isNew: boolean): string {
  if (isFirst) return '(attribute_not_exists(transactionsVersion) OR transactionsVersion = :seen)';
  return isNew ? 'attribute_not_exists(transactions.#transaction)' : 'transactionsVersion = :seen';
}
