import { api, dataOf } from './client.ts';

export const getBalance = () => dataOf(api.GET('/api/v1/user/remainingCoins'));
export const getUsage = (from: string, to: string) =>
  dataOf(api.GET('/api/v1/usage', { params: { query: { from, to } } }));
export const listProviders = () => dataOf(api.GET('/api/v1/providers'));

export const listTokens = () => dataOf(api.GET('/api/v1/apiToken/list'));
export const addToken = (name: string) =>
  dataOf(api.POST('/api/v1/apiToken/add', { body: { name } as never }));
export const revokeToken = (id: string) =>
  dataOf(api.DELETE('/api/v1/apiToken/{id}', { params: { path: { id } } }));

export const listUsers = () => dataOf(api.GET('/api/v1/user/list'));
export const addUser = (username: string, coins: number) =>
  dataOf(api.POST('/api/v1/user/add', { body: { username, coins } as never }));
export const transferCoins = (username: string, coins: number) =>
  dataOf(api.POST('/api/v1/user/transferCoins', { body: { username, coins } as never }));
export const disableUser = (username: string) =>
  dataOf(api.DELETE('/api/v1/user/{username}', { params: { path: { username } } }));
