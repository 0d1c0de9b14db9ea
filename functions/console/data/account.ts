import { api, dataOf } from './client.ts';

export const getBalance = () => dataOf(api.GET('/api/v1/user/remainingCoins'));

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
    const { rows } = await dataOf(
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
