import type { Hold } from '../../accounts/account.ts';
import type { Price } from '../../catalog/kind-definition.ts';
import { claimSuffix, heldValue } from './account-items.ts';

/** The update of an account's item that forgets a hold. */
export function dropUpdate(taskId: string, claim: string | undefined) {
  return {
    UpdateExpression: 'REMOVE holds.#task',
    ...(claim === undefined
      ? { ConditionExpression: 'attribute_exists(holds.#task)' }
      : {
          ConditionExpression: 'contains(holds.#task, :claim)',
          ExpressionAttributeValues: { ':claim': claimSuffix(claim) },
        }),
    ExpressionAttributeNames: { '#task': taskId },
  };
}

/** The update of an account's item that puts a hold back into its balance. */
export function returnUpdate(taskId: string, hold: Hold) {
  const balance = getBalanceName(hold);
  return {
    UpdateExpression: `SET ${balance} = ${balance} + :amount REMOVE holds.#task`,
    ConditionExpression: 'holds.#task = :held',
    ExpressionAttributeNames: { '#task': taskId },
    ExpressionAttributeValues: { ':amount': hold.amount, ':held': heldValue(hold) },
  };
}

/** As `returnUpdate`, and one task less is counted, if it is still that day. */
export function uncountUpdate(taskId: string, hold: Hold, day: string) {
  const { UpdateExpression, ConditionExpression, ...update } = returnUpdate(taskId, hold);
  return {
    ...update,
    UpdateExpression: UpdateExpression.replace('SET ', 'SET dayTasks = dayTasks - :one, '),
    ConditionExpression: `${ConditionExpression} AND dayDate = :day`,
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':one': 1, ':day': day },
  };
}

/** The update of an account's item that leaves this much of a hold, and puts the rest back into its balance. */
export function reduceUpdate(taskId: string, price: Price, amount: number) {
  const balance = getBalanceName(price);
  return {
    UpdateExpression: `SET ${balance} = ${balance} + :rest, holds.#task = :left`,
    ConditionExpression: 'holds.#task = :held',
    ExpressionAttributeNames: { '#task': taskId },
    ExpressionAttributeValues: {
      ':rest': price.amount - amount,
      ':left': heldValue({ ...price, amount }),
      ':held': heldValue(price),
    },
  };
}

function getBalanceName({ currency }: Price): 'balance' | 'diamonds' {
  return currency === 'coins' ? 'balance' : 'diamonds';
}
