import type { Operation } from './operation.ts';
import type { Provider } from './provider.ts';
import { ProviderError } from './provider-error.ts';

/**
 * What came of asking a provider to stop: it makes nothing of it; it has made it already; or it goes on, because it can't
 * stop or could not be asked.
 */
export type StopOutcome = 'stopped' | 'finished' | 'unstoppable';

/** Has a provider stop a piece of work, where it can. Work that has failed by itself counts as stopped. */
export async function stopWork(provider: Provider, operation: Operation): Promise<StopOutcome> {
  const before = await getState(provider, operation);
  if (before === 'completed') return 'finished';
  if (before === 'failed') return 'stopped';
  if (!provider.cancel) return 'unstoppable';
  try {
    await provider.cancel(operation);
  } catch (error) {
    if (error instanceof ProviderError) return 'unstoppable';
    throw error;
  }
  return (await getState(provider, operation)) === 'completed' ? 'finished' : 'stopped';
}

/** Undefined if the provider could not be asked. */
async function getState(provider: Provider, operation: Operation) {
  try {
    return (await provider.check(operation)).state;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}
