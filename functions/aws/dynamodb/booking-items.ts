import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AccountStore } from '../../accounts/account-store.ts';
import { listed } from './hold-update.ts';

/** Updates an account's item; false when its condition does not hold. */
type UpdateAccount = (
  owner: string,
  how: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
) => Promise<boolean>;

/** The bookings of an account store in DynamoDB: a map in the account's item, with a version of its own. */
export function createBookingItems(
  update: UpdateAccount,
): Pick<AccountStore, 'book' | 'closeBooking'> {
  return {
    book({ owner, bookings, bookingsVersion }, booking) {
      return update(owner, {
        UpdateExpression: `SET ${[
          'balance = balance + :coins',
          // An account of an earlier version has none of these.
          'diamonds = if_not_exists(diamonds, :zero) + :diamonds',
          'bookings = :bookings',
          'bookingsVersion = :next',
          ...listed.sets,
        ].join(', ')}`,
        ConditionExpression: `balance >= :spent AND ${
          bookingsVersion === 0
            ? '(attribute_not_exists(bookingsVersion) OR bookingsVersion = :seen)'
            : 'bookingsVersion = :seen'
        }`,
        ExpressionAttributeValues: {
          ':coins': booking.coins,
          ':spent': Math.max(0, -booking.coins),
          ':diamonds': booking.diamonds,
          ':zero': 0,
          ':bookings': { ...bookings, [booking.id]: booking },
          ':seen': bookingsVersion,
          ':next': bookingsVersion + 1,
          ...listed.values,
        },
      });
    },

    async closeBooking(owner, id) {
      await update(owner, {
        UpdateExpression: 'REMOVE bookings.#booking ADD bookingsVersion :one',
        ConditionExpression: 'attribute_exists(bookings.#booking)',
        ExpressionAttributeNames: { '#booking': id },
        ExpressionAttributeValues: { ':one': 1 },
      });
    },
  };
}
