import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Runs a conditional write: true when it was done, false when its condition did not hold. */
export async function succeeds(write: Promise<unknown>): Promise<boolean> {
  return (await valueIf(write.then(() => true))) ?? false;
}

/** Runs a conditional write: what it answers when it was done, nothing when its condition did not hold. */
export async function valueIf<Answer>(write: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
