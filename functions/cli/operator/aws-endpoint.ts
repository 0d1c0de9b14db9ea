/**
 * Where a service of AWS is called, without a slash at the end: where the environment says (AWS SDKs Reference Guide,
 * "Service-specific endpoints"), else in the region and its partition.
 */
export function getAwsEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
  service: 'cloudformation' | 'lambda',
  region: string,
): string {
  const given =
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? environment['AWS_ENDPOINT_URL'];
  if (given) return given.replace(/\/$/, '');
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${service}.${region}.${suffix}`;
}
