import type { Operation } from '../providers/operation.ts';
import type { Provider } from '../providers/provider.ts';
import { ProviderError, StartOutcomeUnknownError } from '../providers/provider-error.ts';
import type { Claim } from './claim-start.ts';

/** The provider's reference to its work, or why there is none. */
export type SentStart =
  | { readonly operation: Operation }
  | { readonly error: ProviderError | StartOutcomeUnknownError };

/** Sends a claimed start, once. */
export async function sendStart(
  { task, callbackUrl }: Claim,
  provider: Provider,
): Promise<SentStart> {
  try {
    const operation = await provider.start({
      taskId: task.id,
      kind: task.kind,
      request: task.request,
      variant: task.variant,
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    });
    return { operation };
  } catch (error) {
    const isExpected = error instanceof ProviderError || error instanceof StartOutcomeUnknownError;
    if (isExpected) return { error };
    throw error;
  }
}
