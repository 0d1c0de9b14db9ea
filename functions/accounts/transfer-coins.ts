import type { ClaimKey } from '../claim-key.ts';
import { TransactionChangedError, UserNotAllowedError } from './account-errors.ts';
import type { ChangeCoins } from './exchange-diamonds.ts';
import { type Balance, getBalance } from './get-balance.ts';
import type { LedgerTransaction } from './ledger-transaction.ts';
import { post } from './post.ts';
import { requestId } from './request-id.ts';
import { requireSubUser } from './sub-users.ts';

export interface TransferCoinsDependencies extends ChangeCoins {
  readonly claimKey: ClaimKey;
}

export interface TransferCoinsCall {
  readonly owner: string;
  /** The caller's sub-user at the other end. */
  readonly username: string;
  readonly coins: number;
  readonly direction: 'to_user' | 'from_user';
  readonly idempotencyKey?: string | undefined;
}

/**
 * Moves coins between the caller and a sub-user; answers what both have afterwards. Nothing goes to a user who is
 * disabled. With an idempotency key a repeat moves nothing more, and another transfer is refused.
 * @throws UserNotFoundError, UserNotAllowedError, InsufficientCoinsError, TransactionChangedError, BusyError
 */
export async function transferCoins(
  { accounts, clock, pause, claimKey }: TransferCoinsDependencies,
  call: TransferCoinsCall,
): Promise<Balance & { user: Balance }> {
  const user = await requireSubUser(accounts, call.owner, call.username);
  if (call.direction === 'to_user' && user.disabledAt !== undefined) {
    throw new UserNotAllowedError(
      `The user "${call.username}" is disabled: coins can only be transferred back.`,
    );
  }
  const [payer, payee] =
    call.direction === 'to_user' ? [call.owner, user.owner] : [user.owner, call.owner];
  await requireKey(claimKey, call, [payer, payee, call.coins]);
  const transfer: LedgerTransaction = {
    // With the payer in the id, no account gets two transfers of one id, whatever is sent under one key.
    id: `transfer#${requestId(call.owner, `transfer from ${payer}`, call.idempotencyKey)}`,
    at: new Date(clock.now()).toISOString(),
    reason: 'transfer',
    coins: -call.coins,
    diamonds: 0,
    counterpart: payee,
  };
  await post(accounts, payer, transfer, { isNew: call.idempotencyKey === undefined, pause });
  const [own, theirs] = await Promise.all([
    getBalance({ accounts }, call.owner),
    getBalance({ accounts }, user.owner),
  ]);
  return { ...own, user: theirs };
}

async function requireKey(
  claimKey: ClaimKey,
  { owner, idempotencyKey }: TransferCoinsCall,
  request: readonly (string | number)[],
): Promise<void> {
  if (idempotencyKey === undefined) return;
  const claim = { owner, purpose: 'transfer', key: idempotencyKey, request };
  if (!(await claimKey(claim))) throw new TransactionChangedError();
}
