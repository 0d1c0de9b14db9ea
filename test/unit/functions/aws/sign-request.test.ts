import { AwsClient } from 'aws4fetch';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRequestSigner } from '../../../../functions/aws/sign-request.ts';

it('signs as another implementation of Signature Version 4 does, day after day', async () => {
  const keys = { accessKeyId: 'AKID', secretAccessKey: 'secret/with+signs' };
  const region = 'eu-central-1';
  const sign = createRequestSigner({ keys, region, service: 'dynamodb' });
  const client = new AwsClient({ ...keys, region, service: 'dynamodb' });
  const signed = fc.asyncProperty(
    fc.string({ unit: 'binary' }),
    fc.option(fc.stringMatching(/^[\w/+=]{1,40}$/), { nil: undefined }),
    fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
    async (text, sessionToken, date) => {
      const url = 'https://dynamodb.eu-central-1.amazonaws.com/';
      const body = JSON.stringify({ text });
      const given = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.GetItem',
      };
      const signer = sessionToken
        ? createRequestSigner({ keys: { ...keys, sessionToken }, region, service: 'dynamodb' })
        : sign;
      const request = { method: 'POST', url: new URL(url), headers: given, body };
      const ours = signer(request, date.getTime());
      const other = sessionToken
        ? new AwsClient({ ...keys, sessionToken, region, service: 'dynamodb' })
        : client;
      const theirs = await other.sign(url, {
        method: 'POST',
        body,
        headers: given,
        aws: { datetime: ours['x-amz-date'] ?? '', allHeaders: true },
      });
      expect(ours['authorization']).toBe(theirs.headers.get('authorization'));
    },
  );
  await fc.assert(signed, { numRuns: 20 });
});
