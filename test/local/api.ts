import { eventually } from './eventually.ts';

/** A2E's envelope, as clients read it. */
export interface Envelope {
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of the data is the test's own assertion
  readonly data: any;
  readonly message?: string;
  readonly errors?: { field: string; message: string }[];
  readonly warnings?: { field: string; message: string }[];
  readonly trace_id: string;
}

export interface Answered extends Envelope {
  readonly status: number;
}

export type Api = ReturnType<typeof createApi>;

/** A client of the HTTP API, as small as those in the wild. */
export function createApi(apiUrl: string, token: string) {
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, ...((await response.json()) as Envelope) };
  }

  async function coins(): Promise<number> {
    return (await call('GET', '/api/v1/user/remainingCoins')).data.coins;
  }

  const base = '/api/v1/userImage2Video';
  return {
    call,
    start: (body: unknown, headers?: Record<string, string>) =>
      call('POST', `${base}/start`, body, headers),
    detail: (id: string) => call('GET', `${base}/${id}`),
    list: (query = '') => call('GET', `${base}/allRecords${query}`),
    remove: (id: string) => call('DELETE', `${base}/${id}`),
    coins,
    /** Waits until the balance is that: coins of a failed task come back right after its record says so. */
    coinsBecome: (amount: number) =>
      eventually(
        async () => (await coins()) === amount || undefined,
        `a balance of ${amount} coins`,
      ),
    /** The record once the task is completed or failed. */
    finished: (id: string) =>
      eventually(async () => {
        const { data } = await call('GET', `${base}/${id}`);
        return ['completed', 'failed'].includes(data.current_status) ? data : undefined;
      }, `the end of task ${id}`),
  };
}
