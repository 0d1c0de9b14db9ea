import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TypedResource } from '../resource-type.ts';
import { accessDenied, BucketsError, errorXml } from './buckets/buckets-error.ts';
import type { ObjectStore } from './buckets/object-store.ts';
import { sendObject } from './buckets/send-object.ts';
import type {
  DistributionProperties,
  ResponseHeadersPolicyProperties,
} from './distribution-types.ts';

/**
 * A CloudFront distribution in front of a bucket: GET and HEAD of its objects for everyone, without a cache. What is
 * missing is 403, as from a bucket that the distribution may read but not list.
 */
export function createDistribution(
  { properties }: TypedResource<DistributionProperties>,
  policies: TypedResource<ResponseHeadersPolicyProperties>[],
  store: ObjectStore,
) {
  const { DefaultCacheBehavior, Origins } = properties.DistributionConfig;
  const bucket = Origins[0]?.DomainName.split('.s3.')[0] ?? '';
  const policy = policies.find(
    ({ logicalId }) => logicalId === DefaultCacheBehavior.ResponseHeadersPolicyId,
  );
  const added = policy === undefined ? {} : policyHeaders(policy.properties);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    for (const [name, value] of Object.entries(added)) response.setHeader(name, value);
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        throw new BucketsError(403, 'AccessDenied', 'This distribution only allows GET and HEAD.');
      }
      const record = store.find(bucket, decodeKey(pathname));
      if (record === undefined) throw accessDenied();
      await sendObject(store, record, request, response);
    } catch (error) {
      if (!(error instanceof BucketsError) || response.headersSent) return void response.destroy();
      response.writeHead(error.status, { 'content-type': 'application/xml' });
      response.end(request.method === 'HEAD' ? undefined : errorXml(error, pathname));
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void =>
    void handle(request, response);
}

function decodeKey(pathname: string): string {
  try {
    return decodeURIComponent(pathname.slice(1));
  } catch {
    throw accessDenied();
  }
}

/** The headers a policy adds (Amazon CloudFront Developer Guide, "Understand response headers policies"). */
function policyHeaders(properties: ResponseHeadersPolicyProperties): Record<string, string> {
  const { CorsConfig, CustomHeadersConfig, SecurityHeadersConfig } =
    properties.ResponseHeadersPolicyConfig;
  const security = SecurityHeadersConfig ?? {};
  const transport = security.StrictTransportSecurity;
  const headers: Record<string, string | undefined> = {
    'access-control-allow-origin': CorsConfig?.AccessControlAllowOrigins.Items[0],
    'access-control-expose-headers': CorsConfig?.AccessControlExposeHeaders?.Items.join(', '),
    'content-security-policy': security.ContentSecurityPolicy?.ContentSecurityPolicy,
    'referrer-policy': security.ReferrerPolicy?.ReferrerPolicy,
    'strict-transport-security': transport && strictTransport(transport),
    'x-content-type-options': security.ContentTypeOptions && 'nosniff',
    'x-frame-options': security.FrameOptions?.FrameOption,
  };
  for (const { Header, Value } of CustomHeadersConfig?.Items ?? []) headers[Header] = Value;
  const present = Object.entries(headers).filter(
    (header): header is [string, string] => header[1] !== undefined,
  );
  return Object.fromEntries(present);
}

function strictTransport(policy: {
  AccessControlMaxAgeSec: number;
  IncludeSubdomains: boolean;
  Preload: boolean;
}): string {
  const directives = [`max-age=${policy.AccessControlMaxAgeSec}`];
  if (policy.IncludeSubdomains) directives.push('includeSubDomains');
  if (policy.Preload) directives.push('preload');
  return directives.join('; ');
}
