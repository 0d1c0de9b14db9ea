import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openRequest } from '../open-request.ts';
import { retryPassing } from '../retry-passing.ts';
import type { SignRequest } from '../sign-request.ts';
import { isPassingStatus, isStatusOfSuccess } from '../statuses.ts';
import { S3Error } from './s3-error.ts';

export interface ObjectRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Of the object; of characters that need no escape. */
  readonly address: string;
  /** Optional; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Optional; a file is read as it is sent. */
  readonly body?: Uint8Array | { readonly path: string; readonly size: number };
}

/** After so long without a sign of S3 there is none to come, in milliseconds. */
const LONGEST_SILENCE = 60_000;

/**
 * Sends a request about an object, and again what was throttled, failed on S3's side or got no answer: all of them may
 * be carried out twice.
 * @returns the answer of any other status; its body is still to be read
 * @throws S3Error, or whatever keeps an answer from coming
 */
export async function requestObject(
  sign: SignRequest,
  request: ObjectRequest,
): Promise<IncomingMessage> {
  const attempt = () => send(sign, request).then(refusePassing).catch(toError);
  const answer = await retryPassing(attempt, (answer) => answer instanceof Error);
  if (answer instanceof Error) throw answer;
  return answer;
}

async function refusePassing(answer: IncomingMessage): Promise<IncomingMessage> {
  const { statusCode = 0 } = answer;
  if (!isPassingStatus(statusCode)) return answer;
  throw new S3Error(statusCode, 'in passing', await text(answer));
}

const toError = (error: Error) => error;

/** @returns the body of an answer that has to be a success @throws S3Error naming the object if it is not */
export async function readSuccess(answer: IncomingMessage, key: string): Promise<string> {
  const [status, body] = [answer.statusCode ?? 0, await text(answer)];
  if (hasSucceeded(answer)) return body;
  throw new S3Error(status, `for ${key}`, body);
}

/** Whether the status is one of success. */
export function hasSucceeded({ statusCode = 0 }: IncomingMessage): boolean {
  return isStatusOfSuccess(statusCode);
}

/** Each time is signed anew: a signature holds for a few minutes. */
async function send(
  sign: SignRequest,
  { method, address, headers: named = {}, body = new Uint8Array() }: ObjectRequest,
): Promise<IncomingMessage> {
  const url = new URL(address);
  const signed = sign({ method, url, headers: named }, Date.now());
  const isInMemory = body instanceof Uint8Array;
  const size = isInMemory ? body.byteLength : body.size;
  const headers = method === 'PUT' ? { ...signed, 'content-length': size } : signed;
  const { request, answered } = openRequest({
    ...{ method, url, headers },
    timeoutMilliseconds: LONGEST_SILENCE,
  });
  if (isInMemory) {
    request.end(body);
    return answered;
  }
  // S3 may refuse before it has taken everything.
  const sent = pipeline(createReadStream(body.path), request);
  return Promise.race([answered, sent.then(() => answered)]);
}
