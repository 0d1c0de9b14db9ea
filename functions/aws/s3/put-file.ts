import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { SignRequest } from '../sign-request.ts';
import { S3Error } from './s3-error.ts';

/** How long the distribution and readers may keep a file: a deleted one is served for an hour more at most. */
export const CACHE_CONTROL = 'public, max-age=3600';

/**
 * Stores a file of this machine as an object, read as it is sent: `fetch` keeps a second copy of a body in memory, in
 * case of a redirect.
 * @throws S3Error
 */
export async function putFile(
  sign: SignRequest,
  address: string,
  path: string,
  mediaType: string,
): Promise<void> {
  const { size } = await stat(path);
  const url = new URL(address);
  const named = { 'content-type': mediaType, 'cache-control': CACHE_CONTROL };
  const headers = sign({ method: 'PUT', url, headers: named }, Date.now());
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = start(url, { method: 'PUT', headers: { ...headers, 'content-length': size } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  const sent = pipeline(createReadStream(path), request);
  const response = await Promise.race([answered, sent.then(() => answered)]);
  const body = await text(response);
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) throw new S3Error(status, 'to a file', body);
  await sent;
}
