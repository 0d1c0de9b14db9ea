import type { RequestSigner } from '../adapter.ts';
import type { ResultFile } from '../operation.ts';
import { ProviderError } from '../provider-error.ts';

/** A finished file in a bucket. */
export interface Output {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Where Bedrock put the video: `output.mp4` in a folder named by the invocation, below the address that the start gave.
 * The answer may name the one or the other.
 * @throws ProviderError when the answer names no bucket.
 */
export function findOutput(s3Uri: string, invocationArn: string): Output {
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(s3Uri) ?? [];
  const invocation = invocationArn.split('/').at(-1) ?? '';
  if (!bucket) {
    const message = `Bedrock names a place for the result that is none: ${s3Uri}`;
    throw new ProviderError('result_gone', message, { retryable: false });
  }
  if (path.endsWith('.mp4')) return { bucket, key: path };
  const folder = path.endsWith(invocation) ? path : [path, invocation].filter(Boolean).join('/');
  return { bucket, key: `${folder}/output.mp4` };
}

/** An address that lets its holder read the file for a while. */
export async function presignOutput(
  signer: RequestSigner,
  region: string,
  { bucket, key }: Output,
): Promise<ResultFile> {
  const url = `https://${bucket}.s3.${region}.amazonaws.com/${key}?X-Amz-Expires=900`;
  const aws = { service: 's3', region, signQuery: true };
  const request = await signer.sign(url, { method: 'GET', aws });
  return { url: request.url, headers: {} };
}
