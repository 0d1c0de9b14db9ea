import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { AwsError } from './aws-error.ts';
import { createRequestSigner, type Signer } from './sign-request.ts';

/** An AWS service whose protocol is JSON with the operation in `X-Amz-Target` (DynamoDB, Step Functions and others). */
export interface ServiceClient {
  /**
   * Carries out one operation and answers the parsed JSON. What failed by no fault of the request is tried again.
   * @throws AwsError when the service refuses it, Error when it can't be reached
   */
  call(operation: string, input: object): Promise<unknown>;
}

export interface ServiceOptions extends Signer {
  /** The service's address, with or without a slash at the end. */
  readonly url: string;
  /** What stands before the operation in `X-Amz-Target`, without the dot. */
  readonly target: string;
  readonly contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  /** Waits so many milliseconds. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** How often an operation is tried in all (AWS SDKs and Tools Reference Guide, "Retry behavior", DynamoDB). */
const TRIES = 4;
/** The longest wait before the second try, in milliseconds; it doubles from try to try. */
const FIRST_WAIT = 50;
/** How long a connection may be silent, in milliseconds. */
const SILENCE = 10_000;

/** Refusals that say "later" (AWS SDKs and Tools Reference Guide, "Retry behavior"). */
const LATER = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

interface Answer {
  readonly status: number;
  readonly text: string;
}

const refusal = z.object({
  __type: z.string().default('UnknownError'),
  message: z.string().optional(),
  Message: z.string().optional(),
});

/** Makes a client with connections of its own, which stay open between calls. */
export function createServiceClient(options: ServiceOptions): ServiceClient {
  const { target, contentType, pause = sleep } = options;
  const post = createPost(new URL(options.url));
  const sign = createRequestSigner(options);
  const { host } = new URL(options.url);

  async function attempt(operation: string, body: string): Promise<unknown> {
    const headers = { 'content-type': contentType, 'x-amz-target': `${target}.${operation}` };
    const signed = sign({ host, headers, body }, new Date());
    const { status, text } = await post(signed, body);
    if (status === 200) return JSON.parse(text || '{}');
    throw asAwsError(operation, status, text);
  }

  return {
    async call(operation, input) {
      const body = JSON.stringify(input);
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(operation, body);
        } catch (error) {
          if (tries === TRIES || !mayBeRepeated(error)) throw error;
          await pause(Math.random() * FIRST_WAIT * 2 ** (tries - 1));
        }
      }
    },
  };
}

/** Every operation that we use may be repeated: writes are conditional, starts have names. */
function mayBeRepeated(error: unknown): boolean {
  if (!(error instanceof AwsError)) return true;
  return error.status >= 500 || error.status === 429 || LATER.has(error.type);
}

function asAwsError(operation: string, status: number, text: string): AwsError {
  const { __type, message, Message } = refusal.catch({ __type: 'UnknownError' }).parse(parse(text));
  const type = __type.replace(/^.*#/, '');
  return new AwsError(operation, type, status, message ?? Message ?? text.slice(0, 200));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node's own client: a pooled connection costs it a quarter of what `fetch` takes. */
function createPost(url: URL) {
  const isPlain = url.protocol === 'http:';
  const agent = isPlain ? new HttpAgent({ keepAlive: true }) : new HttpsAgent({ keepAlive: true });
  const request = isPlain ? httpRequest : httpsRequest;
  const { hostname, port } = url;
  return (headers: Record<string, string>, body: string): Promise<Answer> => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const settings = { hostname, port, method: 'POST', path: '/', agent, timeout: SILENCE };
    return new Promise((resolve, reject) => {
      const sent = request({ ...settings, headers: { ...headers, ...length } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`${hostname} has been silent for 10 s.`)));
      sent.on('error', reject);
      sent.end(body);
    });
  };
}
