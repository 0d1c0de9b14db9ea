import * as z from 'zod';
import { region } from '../../intrinsics.ts';
import { ignored, numberProperty, type ResourceType } from '../../resource-type.ts';

const lifecycleRule = z.strictObject({
  ...ignored('AbortIncompleteMultipartUpload', 'Id', 'NoncurrentVersionExpiration', 'Transitions'),
  ExpirationInDays: numberProperty.optional(),
  ObjectSizeGreaterThan: numberProperty.default(-1),
  Prefix: z.string().default(''),
  Status: z.enum(['Enabled', 'Disabled']),
});

const corsRule = z.strictObject({
  ...ignored('Id'),
  AllowedHeaders: z.array(z.string()).default([]),
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: numberProperty.optional(),
});

const bucketProperties = z.strictObject({
  ...ignored(
    'BucketEncryption',
    'LoggingConfiguration',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
  ),
  BucketName: z.string().optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(corsRule) }).optional(),
  LifecycleConfiguration: z.strictObject({ Rules: z.array(lifecycleRule) }).optional(),
});

export type BucketProperties = z.infer<typeof bucketProperties>;

export const bucketType: ResourceType<typeof bucketProperties> = {
  type: 'AWS::S3::Bucket',
  properties: bucketProperties,
  nameProperty: 'BucketName',
  reference: ({ name }) => bucketName(name),
  attributes: ({ name }) => ({
    Arn: `arn:aws:s3:::${bucketName(name)}`,
    DomainName: `${bucketName(name)}.s3.amazonaws.com`,
    RegionalDomainName: `${bucketName(name)}.s3.${region}.amazonaws.com`,
  }),
};

/** Bucket names have no capitals, which logical ids have. */
export function bucketName(name: string): string {
  return name.toLowerCase();
}
