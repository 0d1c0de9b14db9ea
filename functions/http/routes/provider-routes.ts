import { type ListProviders, listProviders } from '../../tasks/list-providers.ts';
import type { Route } from '../route.ts';

export type ProviderRoutes = ListProviders;

/** What a caller can choose from. A2E has no such call. */
export function providerRoutes(context: ListProviders): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v1/providers',
      handle: () => listProviders(context),
    },
  ];
}
