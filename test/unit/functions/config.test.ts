import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../functions/config.ts';

describe('the endpoints of AWS', () => {
  it('are one for all services, where only that is named', () => {
    const config = readConfig({
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000',
    });
    expect(config).toMatchObject({
      AWS_ENDPOINT_URL_KMS: 'http://127.0.0.1:4566',
      AWS_ENDPOINT_URL_SFN: 'http://127.0.0.1:4566',
      AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9000',
    });
    expect(readConfig({}).AWS_ENDPOINT_URL_S3).toBeUndefined();
  });

  it.each([
    ['eu-central-1', 'amazonaws.com'],
    ['us-gov-west-1', 'amazonaws.com'],
    ['cn-north-1', 'amazonaws.com.cn'],
  ])('of %s end in %s', (region, suffix) => {
    expect(readConfig({ AWS_REGION: region }).AWS_DNS_SUFFIX).toBe(suffix);
  });
});
