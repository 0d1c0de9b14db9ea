import type * as z from 'zod';
import {
  type Answer,
  type ExchangeOptions,
  exchange,
  NoAnswerError,
  type Outgoing,
} from './exchange.ts';
import { ProviderError } from './provider-error.ts';
import {
  isSuccess,
  parseAnswer,
  parseReport,
  type RequesterOptions,
  readJson,
  refused,
  unknownStart,
  unreachable,
  whyUnreadable,
} from './read-answer.ts';

export type { ErrorReport, RequesterOptions } from './read-answer.ts';

/** What goes with a request. */
export interface RequestContent {
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One provider's HTTP interface. Addresses are paths below `baseUrl`, or whole ones of the same origin. */
export interface Requester {
  /** Reads; tried again after an outage. @throws ProviderError */
  get<Output>(address: string, schema: z.ZodType<Output>): Promise<Output>;
  /** Reads a file of at most `maxBytes`, once. @throws ProviderError */
  download(address: string, largest: number): Promise<{ bytes: Uint8Array; mediaType: string }>;
  /** Sends what may be sent twice and starts nothing. @throws ProviderError */
  prepare<Output>(
    address: string,
    schema: z.ZodType<Output>,
    content: RequestContent,
  ): Promise<Output>;
  /** Sends what must not be sent twice, once. @throws ProviderError, StartOutcomeUnknownError */
  start<Output>(
    address: string,
    schema: z.ZodType<Output>,
    content: RequestContent,
  ): Promise<Output>;
  /** Asks to stop or to forget; work that is finished or gone is no error. @throws ProviderError */
  stop(method: 'POST' | 'PUT' | 'DELETE', address: string, content?: RequestContent): Promise<void>;
}

/** How long a request that changes something may take, in milliseconds; pictures go along with it. */
const DEFAULT_TIMEOUT = 20_000;
/** A read and both its repetitions have to fit into a function's minute, in milliseconds. */
const LONGEST_READ = 10_000;
/** A file of some hundred megabytes, in milliseconds. */
const LONGEST_DOWNLOAD = 240_000;
/** The waits before a read is tried again, in milliseconds. */
const READ_RETRIES = [250, 1000];
/** A longer `Retry-After` is handed on instead of waited for, in seconds. */
const LONGEST_WAIT = 2;
/** The statuses with which a provider says that there is nothing left to stop. */
const NOTHING_TO_STOP = new Set([400, 404, 409, 410]);

export function createRequester(options: RequesterOptions): Requester {
  const { timeoutMilliseconds = DEFAULT_TIMEOUT } = options;
  const reading = { timeoutMilliseconds: Math.min(timeoutMilliseconds, LONGEST_READ) };
  return {
    get: (address, schema) =>
      readAgain(options, async () => {
        const answer = await send(options, outgoing(options, 'GET', address, {}), reading);
        return parseAnswer(options, answer, schema);
      }),
    async download(address, largestAnswer) {
      const limits = { timeoutMilliseconds: LONGEST_DOWNLOAD, largestAnswer };
      const answer = await send(options, outgoing(options, 'GET', address, {}), limits);
      if (!isSuccess(answer)) throw refused(options, answer);
      const mediaType = answer.headers.get('content-type') ?? 'application/octet-stream';
      return { bytes: answer.bytes, mediaType };
    },
    async prepare(address, schema, content) {
      const request = outgoing(options, 'POST', address, content);
      return parseAnswer(options, await send(options, request, { timeoutMilliseconds }), schema);
    },
    start: (address, schema, content) =>
      start(options, address, schema, { ...content, timeoutMilliseconds }),
    async stop(method, address, content = {}) {
      const request = outgoing(options, method, address, content);
      const answer = await send(options, request, { timeoutMilliseconds });
      if (!isSuccess(answer) && !NOTHING_TO_STOP.has(answer.status)) throw refused(options, answer);
    },
  };
}

async function readAgain<Output>(
  options: RequesterOptions,
  read: () => Promise<Output>,
): Promise<Output> {
  for (const wait of READ_RETRIES) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ProviderError) || !error.retryable) throw error;
      const asked = error.retryAfterSeconds ?? 0;
      if (asked > LONGEST_WAIT) throw error;
      await options.sleep(Math.max(wait, asked * 1000));
    }
  }
  return read();
}

async function start<Output>(
  options: RequesterOptions,
  address: string,
  schema: z.ZodType<Output>,
  { timeoutMilliseconds, ...content }: RequestContent & Limits,
): Promise<Output> {
  const request = outgoing(options, 'POST', address, content);
  const limits = { fetch: options.fetch, timeoutMilliseconds };
  const answer = await exchange(limits, request).catch((error: unknown) => {
    if (error instanceof NoAnswerError && error.sent) throw unknownStart(options, error.message);
    throw unreachable(options, error);
  });
  if (isSuccess(answer)) {
    const parsed = schema.safeParse(readJson(answer));
    if (parsed.success) return parsed.data;
    throw unknownStart(options, whyUnreadable(answer));
  }
  const isTheirs = parseReport(options, answer) !== undefined;
  if (answer.status >= 500 && !isTheirs) {
    throw unknownStart(options, `the answer was HTTP ${answer.status} and did not say so`);
  }
  throw refused(options, answer, 'misconfigured');
}

type Limits = Omit<ExchangeOptions, 'fetch'>;

async function send(options: RequesterOptions, request: Outgoing, limits: Limits): Promise<Answer> {
  return exchange({ fetch: options.fetch, ...limits }, request).catch((error: unknown) => {
    throw unreachable(options, error);
  });
}

function outgoing(
  { baseUrl, headers, name }: RequesterOptions,
  method: Outgoing['method'],
  address: string,
  content: RequestContent,
): Outgoing {
  const url = address.startsWith('/') ? `${baseUrl}${address}` : address;
  if (new URL(url).origin !== new URL(baseUrl).origin) {
    const message = `${name} named an address of another server; the credentials are not sent there.`;
    throw new ProviderError('answer_unreadable', message, { retryable: false });
  }
  const isJson = content.json !== undefined;
  const body = isJson ? JSON.stringify(content.json) : content.form;
  return {
    url,
    method,
    headers: {
      accept: 'application/json',
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...headers,
      ...content.headers,
    },
    ...(body === undefined ? {} : { body }),
  };
}
