import * as z from 'zod';
import type { AccountStore } from '../../accounts/account-store.ts';
import { creditsHistory } from '../../accounts/credits-history.ts';
import { exchangeDiamonds } from '../../accounts/exchange-diamonds.ts';
import { getBalance } from '../../accounts/get-balance.ts';
import { getUsage } from '../../accounts/get-usage.ts';
import { toDate } from '../../accounts/usage.ts';
import { flag, wholeNumber, withoutNulls } from '../../catalog/fields.ts';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import type { ClaimKey } from '../../claim-key.ts';
import type { Exclusively } from '../../exclusively.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { parseIdempotencyKey } from '../server/idempotency-key.ts';
import { balance, historyRow, usageRow } from './account-answers.ts';
import { day, inclusiveFrom, inclusiveTo, page } from './account-fields.ts';
import { createPage } from './answers.ts';

export interface AccountOperations {
  readonly accounts: AccountStore;
  readonly clock: { now(): number };
  readonly exclusively: Exclusively;
  readonly claimKey: ClaimKey;
}

/** The most diamonds made at once: far above any account. */
const MOST_DIAMONDS = 9_999_999;

const exchange = z.preprocess(withoutNulls, z.object({ diamonds: wholeNumber(1, MOST_DIAMONDS) }));
const history = page.extend({
  is_consumption: flag.optional(),
  startDate: inclusiveFrom.optional(),
  endDate: inclusiveTo.optional(),
});
const usageRange = z.object({ from: day.optional(), to: day.optional() });
/** An owner's balance, history and usage (a2e-api 12). */
export const accountOperations: readonly ApiOperation<AccountOperations>[] = [
  operation({
    method: 'GET',
    path: '/api/v1/user/remainingCoins',
    answer: balance,
    describe: {
      tag: 'Account',
      title: 'Get the balance',
      description:
        'What the account can spend now: what tasks in progress hold is taken off already.',
      example: { coins: 9970, diamonds: 0 },
      agent: 'get_balance',
    },
    handle: (context: AccountOperations, { owner }) => getBalance(context, owner),
  }),
  operation({
    method: 'POST',
    path: '/api/v1/user/exchangeDiamonds',
    body: exchange,
    answer: balance,
    describe: {
      tag: 'Account',
      title: 'Exchange coins for diamonds',
      description: 'A diamond costs 100 coins. Diamonds cannot be exchanged back.',
      takesIdempotencyKey: true,
      bodyExample: { diamonds: 2 },
      example: { coins: 9770, diamonds: 2 },
      errors: [422],
    },
    handle: (context: AccountOperations, { owner, body, headers }) =>
      exchangeDiamonds(context, { owner, ...body, idempotencyKey: parseIdempotencyKey(headers) }),
  }),
  operation({
    method: 'GET',
    path: '/api/v1/transactionRecord/creditsHistory',
    query: history,
    answer: createPage(historyRow),
    describe: {
      tag: 'Account',
      title: 'List the credits history',
      description: 'Newest first. An entry may take a moment to appear.',
      example: {
        rows: [
          {
            _id: '6b041e9cff17e54d42a0b72b#charge',
            coins: -30,
            currency: 'coins',
            reason: 'charge',
            kind: 'image-to-video',
            task_id: '6b041e9cff17e54d42a0b72b',
            createdAt: '2026-11-23T09:17:28.797Z',
          },
        ],
        count: 1,
      },
    },
    handle: (context: AccountOperations, { owner, query }) =>
      creditsHistory(context, {
        owner,
        pageNum: query.pageNum,
        pageSize: query.pageSize,
        isConsumption: query.is_consumption,
        from: query.startDate,
        to: query.endDate,
      }),
  }),
  operation({
    method: 'GET',
    path: '/api/v1/usage',
    query: usageRange,
    answer: z.object({ rows: z.array(usageRow) }),
    describe: {
      tag: 'Account',
      title: 'Get the usage by day and kind',
      description:
        'Sums that are kept as tasks begin and end: the newest is exact, and a year costs no more than a page. Days are UTC; a day without any has no row. `tasks` are counted on the day they begin, `completed` and `failed` on the day they end, `coins` and `diamonds` on the day they are spent: what goes back is not among them.',
      example: {
        rows: [
          {
            ...{ date: '2026-11-23', kind: 'image-to-video', tasks: 12, completed: 10, failed: 1 },
            ...{ coins: 300, diamonds: 0 },
          },
        ],
      },
      agent: 'get_usage',
    },
    async handle(context: AccountOperations, { owner, query }) {
      const today = toDate(context.clock.now());
      const to = query.to ?? today;
      const from = query.from ?? addDays(to, -USUAL_DAYS);
      if (from < addDays(to, -MOST_DAYS)) {
        const message = `must be at most ${MOST_DAYS} days before \`to\`, which is ${to}`;
        throw new InvalidRequestError([{ field: 'from', message }]);
      }
      return { rows: await getUsage(context, owner, { from, to }) };
    },
  }),
];

/** How many days are answered where the caller does not say, and at most. */
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

function addDays(date: string, days: number): string {
  return toDate(Date.parse(date) + days * 86_400_000);
}
