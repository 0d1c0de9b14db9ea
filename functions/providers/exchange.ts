/** A request as it goes out. */
export interface Outgoing {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** An answer that arrived whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface ExchangeOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMilliseconds: number;
  /** The largest answer that is read, in bytes. */
  readonly largestAnswer?: number | undefined;
}

/** No answer that could be used. `sent` is false only when the request certainly never left. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly sent: boolean;

  constructor(message: string, options: { sent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.sent = options.sent;
  }
}

/** In bytes: a status is small, but ComfyUI's queue holds whole workflows. */
const LARGEST_ANSWER = 16 * 1024 * 1024;

/** What Node's `fetch` gives as cause when no connection came about (undici and libuv error codes). */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Sends one request once and reads the whole answer. Redirects are answers, not followed. @throws NoAnswerError */
export async function exchange(options: ExchangeOptions, request: Outgoing): Promise<Answer> {
  const { url, ...init } = request;
  try {
    const response = await options.fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMilliseconds),
    });
    const bytes = await readBytes(response, options.largestAnswer ?? LARGEST_ANSWER);
    return { status: response.status, headers: response.headers, bytes };
  } catch (error) {
    throw error instanceof NoAnswerError ? error : noAnswer(error, options);
  }
}

async function readBytes(response: Response, largest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) {
      throw new NoAnswerError(`the answer is larger than ${largest} bytes`, { sent: true });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function noAnswer(error: unknown, { timeoutMilliseconds }: ExchangeOptions): NoAnswerError {
  if (error instanceof Error && error.name === 'TimeoutError') {
    const message = `there was no answer within ${timeoutMilliseconds / 1000} seconds`;
    return new NoAnswerError(message, { sent: true, cause: error });
  }
  // Such as a line end in a header: the error names the header's value, so it is not handed on.
  if (error instanceof TypeError && error.cause === undefined) {
    return new NoAnswerError('the request could not be made', { sent: false });
  }
  const code = causeCode(error);
  const sent = code === undefined || !NEVER_CONNECTED.has(code);
  const message = sent ? 'the connection was lost' : 'there was no connection';
  return new NoAnswerError(`${message}${code ? ` (${code})` : ''}`, { sent, cause: error });
}

function causeCode(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
