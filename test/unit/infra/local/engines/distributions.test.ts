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
});
