import { type ListProvidersDependencies, listProviders } from '../../tasks/list-providers.ts';
import { type Route, route } from '../route.ts';

export type ProviderRoutes = ListProvidersDependencies;

/** What a caller can choose from. A2E has no such call. */
export const providerRoutes: readonly Route<ProviderRoutes>[] = [
  route({
    method: 'GET',
    path: '/api/v1/providers',
    handle: (context: ListProvidersDependencies) => listProviders(context),
  }),
];
