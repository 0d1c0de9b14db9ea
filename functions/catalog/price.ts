/** What is paid with: 100 coins make one diamond, and a diamond is never made coins again (a2e-api 12). */
export type Currency = 'coins' | 'diamonds';

/** What one task costs: a whole number of one currency, 0 where it is free. */
export interface Price {
  readonly amount: number;
  readonly currency: Currency;
}
