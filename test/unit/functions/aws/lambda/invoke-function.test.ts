import { AwsClient } from 'aws4fetch';
import { expect, it } from 'vitest';
import { toApiError } from '../../../../../functions/api/server/api-error.ts';
import { invokeFunction } from '../../../../../functions/aws/lambda/invoke-function.ts';
import { createS3MediaStore } from '../../../../../functions/aws/s3/media-store.ts';
import { startReceiver } from '../../../../fakes/receiver.ts';

const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', retries: 0 });

/** What the API makes of the error in which a function ended. */
async function statusOf(failure: unknown) {
  await using lambda = await startReceiver((response) => {
    response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(JSON.stringify(failure));
  });
  const target = { client, url: new URL(lambda.url).origin, functionName: 'f' };
  const error = await invokeFunction(target, {}).catch((reason: unknown) => reason);
  return toApiError(error).status;
}

it('a function that found no room, at S3 or on its disk, may be asked again', async () => {
  expect(await statusOf({ errorType: 'ServiceUnavailable', errorMessage: 'S3 answered 503' })).toBe(
    503,
  );
  expect(await statusOf({ errorType: 'Error', errorMessage: 'ENOSPC: no space left, write' })).toBe(
    503,
  );
  expect(await statusOf({ errorType: 'TypeError', errorMessage: 'a bug' })).toBe(500);
  expect(await statusOf(null)).toBe(500);
});

it('S3 without room is told by its own word', async () => {
  await using bucket = await startReceiver(503);
  const url = new URL(bucket.url).origin;
  const store = createS3MediaStore({ client, sign: () => ({}), url, name: 'media' });
  const failed = store.put('uploads/x', new Uint8Array(), 'image/png');
  await expect(failed).rejects.toMatchObject({ name: 'ServiceUnavailable' });
});
