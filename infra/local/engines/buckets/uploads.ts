import type { IncomingMessage, RequestListener } from 'node:http';
import type { EngineContext } from '../../engine.ts';
import { isDiskFull } from '../disk-full-error.ts';
import type { BucketsEngine } from './buckets-engine.ts';
import { BucketsError, errorXml } from './buckets-error.ts';

/**
 * Takes presigned uploads where media are read, as the AWS endpoint is for this machine alone. They are signed for the
 * address under which others reach the media, whatever a proxy makes of it on the way.
 * @returns what puts this before a distribution, which answers all other requests
 */
export function createUploads(
  buckets: BucketsEngine,
  { mediaUrl, log }: Pick<EngineContext, 'mediaUrl' | 'log'>,
): (distribution: RequestListener) => RequestListener {
  return (distribution) => (request, response) => {
    if (!isUpload(request)) return distribution(request, response);
    buckets.handle(request, response, mediaUrl).catch((error: unknown) => {
      // A client that hangs up in the middle has had its say.
      if (response.destroyed) return;
      log({ source: 'buckets', level: 'error', message: `An upload failed: ${error}` });
      if (response.headersSent) return response.destroy();
      const refusal = isDiskFull(error)
        ? new BucketsError(503, 'SlowDown', 'The disk of the data folder is full.')
        : new BucketsError(500, 'InternalError', 'The local stack failed; see its log.');
      response.writeHead(refusal.status, { 'content-type': 'application/xml' });
      return response.end(errorXml(refusal, request.url ?? '/'));
    });
  };
}

/** The upload, or what a browser asks before it. */
const isUpload = ({ method, url = '' }: IncomingMessage) =>
  (method === 'PUT' || method === 'OPTIONS') && /[?&]X-Amz-Signature=/.test(url);
