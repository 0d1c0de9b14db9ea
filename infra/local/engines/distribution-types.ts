import * as z from 'zod';
import { booleanProperty, ignored, numberProperty, type ResourceType } from '../resource-type.ts';

const distributionProperties = z.strictObject({
  ...ignored('Tags'),
  DistributionConfig: z.strictObject({
    ...ignored(
      'Comment',
      'HttpVersion',
      'IPV6Enabled',
      'Logging',
      'PriceClass',
      'ViewerCertificate',
    ),
    DefaultCacheBehavior: z.strictObject({
      ...ignored('CachePolicyId', 'CachedMethods', 'Compress', 'ViewerProtocolPolicy'),
      AllowedMethods: z.array(z.enum(['GET', 'HEAD', 'OPTIONS'])).optional(),
      ResponseHeadersPolicyId: z.string().optional(),
      TargetOriginId: z.string(),
    }),
    Enabled: booleanProperty,
    Origins: z
      .array(
        z.strictObject({
          ...ignored('ConnectionAttempts', 'ConnectionTimeout', 'OriginAccessControlId'),
          DomainName: z.string().regex(/\.s3\./, 'only an S3 bucket can be an origin'),
          Id: z.string(),
          S3OriginConfig: z.strictObject({ OriginAccessIdentity: z.literal('').optional() }),
        }),
      )
      .length(1),
  }),
});

export type DistributionProperties = z.infer<typeof distributionProperties>;

export const distributionType: ResourceType<typeof distributionProperties> = {
  type: 'AWS::CloudFront::Distribution',
  properties: distributionProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: ({ logicalId, addresses }) => ({
    DomainName: `localhost:${addresses.mediaPort}`,
    Id: logicalId,
  }),
};

const overridable = { Override: booleanProperty };
const items = z.strictObject({ Items: z.array(z.string()) });

const responseHeadersPolicyProperties = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    ...ignored('Comment', 'Name'),
    CorsConfig: z
      .strictObject({
        AccessControlAllowCredentials: booleanProperty,
        AccessControlAllowHeaders: items,
        AccessControlAllowMethods: items,
        AccessControlAllowOrigins: z.strictObject({ Items: z.array(z.string()).length(1) }),
        AccessControlExposeHeaders: items.optional(),
        AccessControlMaxAgeSec: numberProperty.optional(),
        OriginOverride: booleanProperty,
      })
      .optional(),
    CustomHeadersConfig: z
      .strictObject({
        Items: z.array(z.strictObject({ ...overridable, Header: z.string(), Value: z.string() })),
      })
      .optional(),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z
          .strictObject({ ...overridable, ContentSecurityPolicy: z.string() })
          .optional(),
        ContentTypeOptions: z.strictObject(overridable).optional(),
        FrameOptions: z.strictObject({ ...overridable, FrameOption: z.string() }).optional(),
        ReferrerPolicy: z.strictObject({ ...overridable, ReferrerPolicy: z.string() }).optional(),
        StrictTransportSecurity: z
          .strictObject({
            ...overridable,
            AccessControlMaxAgeSec: numberProperty,
            IncludeSubdomains: booleanProperty.default(false),
            Preload: booleanProperty.default(false),
          })
          .optional(),
      })
      .optional(),
  }),
});

export type ResponseHeadersPolicyProperties = z.infer<typeof responseHeadersPolicyProperties>;

export const responseHeadersPolicyType: ResourceType<typeof responseHeadersPolicyProperties> = {
  type: 'AWS::CloudFront::ResponseHeadersPolicy',
  properties: responseHeadersPolicyProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: ({ logicalId }) => ({ Id: logicalId }),
};
