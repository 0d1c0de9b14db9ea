import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AccountStore } from '../../accounts/account-store.ts';
import { listed } from './hold-update.ts';

/** Updates an account's item; false when its condition does not hold. */
type UpdateAccount = (
  owner: string,
  how: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
) => Promise<boolean>;

/** The transactions of an account store in DynamoDB: a map in the account's item, with a version of its own. */
export function createTransactionItems(
  update: UpdateAccount,
): Pick<AccountStore, 'post' | 'closeTransaction'> {
  return {
    post({ owner, transactions, transactionsVersion }, transaction) {
      return update(owner, {
        UpdateExpression: `SET ${[
          'balance = balance + :coins',
          // An account of an earlier version has none of these.
          'diamonds = if_not_exists(diamonds, :zero) + :diamonds',
          'transactions = :transactions',
          'transactionsVersion = :next',
          ...listed.sets,
        ].join(', ')}`,
        ConditionExpression: `balance >= :spent AND ${
          transactionsVersion === 0
            ? '(attribute_not_exists(transactionsVersion) OR transactionsVersion = :seen)'
            : 'transactionsVersion = :seen'
        }`,
        ExpressionAttributeValues: {
          ':coins': transaction.coins,
          ':spent': Math.max(0, -transaction.coins),
          ':diamonds': transaction.diamonds,
          ':zero': 0,
          ':transactions': { ...transactions, [transaction.id]: transaction },
          ':seen': transactionsVersion,
          ':next': transactionsVersion + 1,
          ...listed.values,
        },
      });
    },

    async closeTransaction(owner, id) {
      await update(owner, {
        UpdateExpression: 'REMOVE transactions.#transaction ADD transactionsVersion :one',
        ConditionExpression: 'attribute_exists(transactions.#transaction)',
        ExpressionAttributeNames: { '#transaction': id },
        ExpressionAttributeValues: { ':one': 1 },
      });
    },
  };
}
