/** An owner of tasks, endpoints and coins. */
export interface Account {
  /** What everything of this owner is kept under; `operator` for the first user. */
  readonly owner: string;
  readonly createdAt: string;
  /** Coins that can be spent. */
  readonly balance: number;
  /** Coins taken out of the balance for tasks that have not ended, by task id. */
  readonly holds: Readonly<Record<string, number>>;
}

/** One line of an owner's credits history. */
export interface Movement {
  readonly owner: string;
  /** Unlike any other of the owner's, and the same when the movement is written again: `<task id>#<reason>`. */
  readonly id: string;
  readonly at: string;
  /** Positive is a grant or a refund, negative is a charge (a2e-api 12). */
  readonly coins: number;
  readonly reason: 'grant' | 'charge' | 'refund';
  readonly taskId?: string;
}
