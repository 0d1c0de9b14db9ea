import { expect, it } from 'vitest';
import { toApiError } from '../../../../../functions/api/server/api-error.ts';
import { invokeFunction } from '../../../../../functions/aws/lambda/invoke-function.ts';
import { startReceiver } from '../../../../fakes/receiver.ts';

const sign = () => ({});

/** What the API makes of the error in which a function ended. */
async function statusOf(failure: unknown) {
  await using lambda = await startReceiver((response) => {
    response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(JSON.stringify(failure));
  });
  const target = { sign, url: new URL(lambda.url).origin, functionName: 'f' };
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

it('an invocation that was throttled is asked for again, and one that was not answered is not', async () => {
  let asked = 0;
  await using busy = await startReceiver((response) => {
    asked += 1;
    response.writeHead(asked < 3 ? 429 : 202).end('"done"');
  });
  const target = { sign, url: new URL(busy.url).origin, functionName: 'f' };
  expect(await invokeFunction(target, {})).toBe('done');
  await using gone = await startReceiver((response) => void response.destroy());
  const unanswered = { ...target, url: new URL(gone.url).origin };
  await expect(invokeFunction(unanswered, {})).rejects.toThrow('socket hang up');
  expect([asked, gone.requests.length]).toEqual([3, 1]);
});

it('an invocation over a connection that was closed meanwhile is sent over another', async () => {
  const seen = new Set<unknown>();
  await using lambda = await startReceiver((response) => {
    if (seen.has(response.socket)) response.destroy();
    else response.end('"done"');
    seen.add(response.socket);
  });
  const target = { sign, url: new URL(lambda.url).origin, functionName: 'f' };
  for (const _ of ['first', 'second', 'third']) {
    expect(await invokeFunction(target, {})).toBe('done');
  }
  expect([lambda.requests.length, lambda.connections()]).toEqual([5, 3]);
});
