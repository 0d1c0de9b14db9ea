import type { Provider } from '../providers/provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { QueryHandlers } from '../providers/provider-query.ts';
import type { MetricName, Metrics } from './metrics.ts';

/** Codes of errors that say something about one request and nothing about the provider. */
const REQUEST_AT_FAULT = new Set(['input_rejected', 'image_unreachable', 'moderated']);

/** The provider, its starts, checks and errors counted under its name. */
export function measureProvider(provider: Provider, metrics: Metrics): Provider {
  const { name, start, check, fetchResult, queryHandlers } = provider;
  async function counted<Result>(call: () => Promise<Result>, counter?: MetricName) {
    if (counter) metrics.record({ [counter]: 1 }, { provider: name });
    try {
      return await call();
    } catch (error) {
      if (!isRequestAtFault(error)) metrics.record({ ProviderErrors: 1 }, { provider: name });
      throw error;
    }
  }
  /** Its queryHandlers, the errors among them counted. */
  function measured(all: Partial<QueryHandlers>): Partial<QueryHandlers> {
    const counting = Object.entries(all).map(([query, answer]) => [
      query,
      (request: never) => counted<unknown>(() => answer(request)),
    ]);
    return Object.fromEntries(counting) as Partial<QueryHandlers>;
  }
  return {
    ...provider,
    start: (call) => counted(() => start(call), 'ProviderStarts'),
    check: (operation) => counted(() => check(operation), 'ProviderChecks'),
    ...(fetchResult ? { fetchResult: (operation) => counted(() => fetchResult(operation)) } : {}),
    ...(queryHandlers ? { queryHandlers: measured(queryHandlers) } : {}),
  };
}

function isRequestAtFault(error: unknown): boolean {
  return error instanceof ProviderError && REQUEST_AT_FAULT.has(error.code);
}
