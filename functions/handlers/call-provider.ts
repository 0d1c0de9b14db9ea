import { callProviderContext } from '../context.ts';
import { providerQuery, runQuery } from '../provider-queries/run-query.ts';
import { step } from './step.ts';

const context = callProviderContext();

/** Asked by the API for what a provider answers at once: the one function that uses its credentials while a caller waits. */
export const handler = step('call-provider', providerQuery, (call) => runQuery(context, call));
