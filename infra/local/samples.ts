import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { region } from './intrinsics.ts';
import type { LocalStack } from './stack.ts';

const mediaTypes: Record<string, string> = {
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/** Puts the folder's pictures into the bucket of the output `MediaBucketName`, under `samples/`, so that a first task needs no network. */
export async function uploadSamples(
  {
    credentials,
    endpointUrl,
    outputs,
  }: Pick<LocalStack, 'credentials' | 'endpointUrl' | 'outputs'>,
  directory: string,
): Promise<void> {
  const bucket = outputs['MediaBucketName'];
  if (bucket === undefined || !existsSync(directory)) return;
  const client = new AwsClient({ ...credentials, service: 's3', region });
  for (const name of readdirSync(directory)) {
    const mediaType = mediaTypes[extname(name).toLowerCase()];
    if (mediaType === undefined) continue;
    const response = await client.fetch(`${endpointUrl}/${bucket}/samples/${name}`, {
      method: 'PUT',
      headers: { 'content-type': mediaType },
      body: readFileSync(join(directory, name)),
    });
    if (!response.ok) throw new Error(`The sample ${name} could not be stored: ${response.status}`);
  }
}
