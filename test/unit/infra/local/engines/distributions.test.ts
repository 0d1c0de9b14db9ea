import { describe, expect, it } from 'vitest';
import { runStack, signer, writeAssembly } from '../fixture.ts';

const resources = {
  Media: { Type: 'AWS::S3::Bucket' },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'headers',
        CustomHeadersConfig: { Items: [{ Header: 'x-from', Override: true, Value: 'here' }] },
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: 'sandbox', Override: true },
          ContentTypeOptions: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, Override: true },
        },
      },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultCacheBehavior: {
          ResponseHeadersPolicyId: { Ref: 'Headers' },
          TargetOriginId: 'bucket',
          ViewerProtocolPolicy: 'redirect-to-https',
        },
        Enabled: true,
        Origins: [
          {
            DomainName: { 'Fn::GetAtt': ['Media', 'RegionalDomainName'] },
            Id: 'bucket',
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
        ],
      },
    },
  },
};

describe('a distribution', () => {
  it('serves the objects of its bucket to everyone, with the headers of its policy', async () => {
    const stack = await runStack(writeAssembly({ resources }));
    const headers = { 'content-type': 'video/mp4' };
    const url = `${stack.endpointUrl}/media/results/a%20b.mp4`;
    await signer('s3', stack.credentials).fetch(url, {
      method: 'PUT',
      body: '0123456789',
      headers,
    });

    const address = `${stack.mediaUrl}/results/a%20b.mp4`;
    const part = await fetch(address, { headers: { range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, '0123']);
    expect(Object.fromEntries(part.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-security-policy': 'sandbox',
      'strict-transport-security': 'max-age=60',
      'x-content-type-options': 'nosniff',
      'x-from': 'here',
    });
    const missing = await fetch(`${stack.mediaUrl}/results/b.mp4`);
    expect([missing.status, await missing.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ]);
    expect((await fetch(address, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(address, { method: 'HEAD' })).headers.get('content-length')).toBe('10');
  });

  it('takes presigned uploads for the address under which others reach it, behind any proxy', async () => {
    const template = { Parameters: { PublicMediaUrl: { Type: 'String', Default: '' } } };
    const stack = await runStack(writeAssembly({ resources, template }), {
      environment: { PUBLIC_MEDIA_URL: 'https://example.com/files' },
    });
    const client = signer('s3', stack.credentials);
    const presign = async (base: string) => {
      const address = new URL(`${base}/media/uploads/a.txt`);
      address.searchParams.set('X-Amz-Expires', '60');
      const aws = { signQuery: true, allHeaders: true };
      const signed = await client.sign(address, { method: 'PUT', aws });
      return `${stack.mediaUrl}${signed.url.slice(base.length)}`;
    };
    const put = async (url: string) => (await fetch(url, { method: 'PUT', body: 'mine' })).status;
    const url = await presign('https://example.com/files');
    expect(await put(url)).toBe(200);
    expect(await (await fetch(`${stack.mediaUrl}/uploads/a.txt`)).text()).toBe('mine');
    expect(await put(url.replace('a.txt', 'b.txt'))).toBe(403);
    expect(await put(await presign('https://evil.example'))).toBe(403);
    expect(await put(`${stack.mediaUrl}/media/uploads/a.txt`)).toBe(403);
  });
});
