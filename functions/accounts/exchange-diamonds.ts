import { COINS_PER_DIAMOND } from '../catalog/prices.ts';
import type { Pause } from '../retry-on-conflict.ts';
import { type Balance, getBalance } from './get-balance.ts';
import type { LedgerTransaction } from './ledger-transaction.ts';
import { type LedgerStore, post } from './post.ts';
import { requestId } from './request-id.ts';

export interface ChangeCoins {
  readonly accounts: LedgerStore;
  readonly clock: { now(): number };
  readonly pause?: Pause | undefined;
}

/**
 * Makes diamonds of coins, which are never made coins again; answers what the account has afterwards. With an idempotency
 * key a repeat exchanges nothing more.
 * @throws InsufficientCoinsError, TransactionChangedError, BusyError
 */
export async function exchangeDiamonds(
  { accounts, clock, pause }: ChangeCoins,
  call: { owner: string; diamonds: number; idempotencyKey?: string | undefined },
): Promise<Balance> {
  const { owner, diamonds } = call;
  const exchange: LedgerTransaction = {
    id: `exchange#${requestId(owner, 'exchange', call.idempotencyKey)}`,
    at: new Date(clock.now()).toISOString(),
    reason: 'exchange',
    coins: -diamonds * COINS_PER_DIAMOND,
    diamonds,
  };
  await post(accounts, owner, exchange, { isNew: call.idempotencyKey === undefined, pause });
  return getBalance({ accounts }, owner);
}
