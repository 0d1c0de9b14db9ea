/** Does one piece of work at a time for an owner and a purpose, over all functions. */
export type Exclusively = <Result>(
  owner: string,
  purpose: string,
  work: () => Promise<Result>,
) => Promise<Result>;
