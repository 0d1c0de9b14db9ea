import { api, getData } from './client.ts';

export const getBalance = () => getData(api.GET('/api/v1/user/remainingCoins'));

const ROWS = 100;
const MOST_PAGES = 5;

/**
 * What was spent since a day, newest first; the last 500 entries of the history.
 * @param startDate ISO 8601
 */
export async function listCharges(startDate: string) {
  const charges: { readonly date: string; readonly kind: string; readonly coins: number }[] = [];
  for (let pageNum = 1; pageNum <= MOST_PAGES; pageNum += 1) {
    const query = { pageNum, pageSize: ROWS, startDate, is_consumption: true };
    const { rows } = await getData(
      api.GET('/api/v1/transactionRecord/creditsHistory', { params: { query } }),
    );
    for (const { currency, kind, coins, createdAt } of rows) {
      if (currency === 'coins' && kind) {
        charges.push({ date: createdAt.slice(0, 10), kind, coins: -coins });
      }
    }
    if (rows.length < ROWS) break;
  }
  return charges;
}

export const listProviders = () => getData(api.GET('/api/v1/providers'));

export const listTokens = () => getData(api.GET('/api/v1/apiToken/list'));
export const addToken = (name: string) =>
  getData(api.POST('/api/v1/apiToken/add', { body: { name } as never }));
export const revokeToken = (id: string) =>
  getData(api.DELETE('/api/v1/apiToken/{id}', { params: { path: { id } } }));

export type SubUser = Awaited<ReturnType<typeof listUsers>>['rows'][number];
export const listUsers = () => getData(api.GET('/api/v1/user/list'));
export const addUser = (username: string, coins: number) =>
  getData(api.POST('/api/v1/user/add', { body: { username, coins } as never }));
export const transferCoins = (username: string, coins: number) =>
  getData(api.POST('/api/v1/user/transferCoins', { body: { username, coins } as never }));
export const disableUser = (username: string) =>
  getData(api.DELETE('/api/v1/user/{username}', { params: { path: { username } } }));
