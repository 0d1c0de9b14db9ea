import { type ListProviders, listProviders } from '../../tasks/list-providers.ts';
import { type Route, route } from '../server/route.ts';

export type ProviderRoutes = ListProviders;

/** What a caller can choose from. A2E has no such call. */
export const providerRoutes: readonly Route<ProviderRoutes>[] = [
  route({
    method: 'GET',
    path: '/api/v1/providers',
    handle: (context: ListProviders) => listProviders(context),
  }),
];
