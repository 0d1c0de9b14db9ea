import { getData } from '../../client/get-data.ts';
import { api } from './client.ts';

export const getBalance = () => getData(api.GET('/api/v1/user/remainingCoins'));

/**
 * Tasks and what they cost by day and kind, oldest first.
 * @param from the first day, `YYYY-MM-DD`, UTC
 */
export const getUsage = (from: string) =>
  getData(api.GET('/api/v1/usage', { params: { query: { from } } }));

export const listProviders = () => getData(api.GET('/api/v1/providers'));

export const listTokens = () => getData(api.GET('/api/v1/apiToken/list'));
export const addToken = (name: string) =>
  getData(api.POST('/api/v1/apiToken/add', { body: { name } as never }));
export const revokeToken = (id: string) =>
  getData(api.DELETE('/api/v1/apiToken/{id}', { params: { path: { id } } }));

/** The token that an answer shows, this once. */
export const readToken = ({ token }: { readonly token: string }) => token;

export type SubUser = Awaited<ReturnType<typeof listUsers>>['rows'][number];
export const listUsers = () => getData(api.GET('/api/v1/user/list'));
export const addUser = (username: string, coins: number) =>
  getData(api.POST('/api/v1/user/add', { body: { username, coins } as never }));
export const transferCoins = (username: string, coins: number) =>
  getData(api.POST('/api/v1/user/transferCoins', { body: { username, coins } as never }));
export const disableUser = (username: string) =>
  getData(api.DELETE('/api/v1/user/{username}', { params: { path: { username } } }));
