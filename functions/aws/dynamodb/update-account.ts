import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';

/** Updates an account's item; false when its condition does not hold. */
export type UpdateAccount = (
  owner: string,
  how: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
) => Promise<boolean>;
