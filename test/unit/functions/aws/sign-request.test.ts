import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestSigner } from '../../../../functions/aws/sign-request.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
const region = 'eu-central-1';
const service = 'dynamodb';
const host = 'dynamodb.eu-central-1.amazonaws.com';
const contentType = 'application/x-amz-json-1.0';

/** The same request signed by aws4fetch. */
async function signedByAws4fetch(body: string, target: string, at: Date, sessionToken?: string) {
  const signer = new AwsV4Signer({
    ...{ ...credentials, ...(sessionToken ? { sessionToken } : {}), region, service, body },
    method: 'POST',
    url: `https://${host}/`,
    headers: { 'content-type': contentType, 'x-amz-target': target },
    datetime: at.toISOString().replace(/[:-]|\.\d{3}/g, ''),
    allHeaders: true,
  });
  return (await signer.sign()).headers.get('authorization');
}

describe('a signed request', () => {
  const time = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  });
  const token = fc.option(fc.stringMatching(/^[\w+/=]{1,40}$/), { nil: undefined });

  it('has the signature that another implementation gives it', async () => {
    const operation = fc.stringMatching(/^[A-Z]\w{0,20}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        operation,
        time,
        token,
        async (...given) => {
          const [body, name, at, sessionToken] = given;
          const target = `DynamoDB_20120810.${name}`;
          const known = { ...credentials, ...(sessionToken ? { sessionToken } : {}) };
          const sign = createRequestSigner({ credentials: known, region, service });
          const headers = { 'content-type': contentType, 'x-amz-target': target };
          const signed = sign({ host, headers, body }, at);
          expect(signed['authorization']).toBe(
            await signedByAws4fetch(body, target, at, sessionToken),
          );
        },
      ),
    );
  });

  it('is signed with the key of its own day', () => {
    const sign = createRequestSigner({ credentials, region, service });
    const request = { host, headers: {}, body: '' };
    const days = ['2026-11-25T23:59:59Z', '2026-11-26T00:00:00Z', '2026-11-25T23:59:59Z'];
    const [before, after, again] = days.map((day) => sign(request, new Date(day)));
    expect(before?.['authorization']).toContain('/20261125/eu-central-1/dynamodb/aws4_request');
    expect(after?.['authorization']).toContain('/20261126/eu-central-1/dynamodb/aws4_request');
    expect(again).toEqual(before);
  });
});
