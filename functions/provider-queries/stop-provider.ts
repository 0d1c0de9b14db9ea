import * as z from 'zod';
import type { Provider } from '../providers/provider.ts';
import { type StopOutcome, stopWork } from '../providers/stop-work.ts';

/** What the API asks the function for that holds the providers' credentials, to end work that nobody wants any more. */
export const startedWork = z.object({
  /** The provider's name in the operator's list. */
  provider: z.string(),
  /** The provider's own reference to its work. */
  operation: z.json(),
});

export type StartedWork = z.output<typeof startedWork>;

export interface StoppedWork {
  readonly outcome: StopOutcome;
}

export interface StopProviderDependencies {
  provider(name: string): Promise<Provider>;
  /** Ends when no answer is waited for any longer. */
  timeOut(seconds: number): Promise<void>;
  /** Warns the operator of work that could not be stopped. */
  warn(message: string, error?: unknown): void;
}

/** In seconds: the API has 29 for all that a cancellation needs. */
const LONGEST_ANSWER = 20;

/** Has a provider stop; what can't be asked in time goes on. */
export async function stopProvider(
  { provider, timeOut, warn }: StopProviderDependencies,
  { provider: name, operation }: StartedWork,
): Promise<StoppedWork> {
  const late = timeOut(LONGEST_ANSWER).then(() => 'unstoppable' as const);
  try {
    const stopped = provider(name).then((found) => stopWork(found, operation));
    return { outcome: await Promise.race([stopped, late]) };
  } catch (error) {
    warn(`${name} could not be asked to stop`, error);
    return { outcome: 'unstoppable' };
  }
}
