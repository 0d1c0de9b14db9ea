import { expect, it } from 'vitest';
import { getAwsEndpoint } from '../../../../../functions/cli/operator/aws-endpoint.ts';

it.each([
  [{}, 'eu-west-1', 'https://lambda.eu-west-1.amazonaws.com'],
  [{}, 'cn-north-1', 'https://lambda.cn-north-1.amazonaws.com.cn'],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' }, 'us-east-1', 'http://127.0.0.1:4566'],
  [{ AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_LAMBDA: 'http://b' }, 'us-east-1', 'http://b'],
])('with %j, functions in %s are called at %s', (environment, region, endpoint) => {
  expect(getAwsEndpoint(environment, 'lambda', region)).toBe(endpoint);
});
