import * as z from 'zod';
import { account, region } from '../intrinsics.ts';
import { ignored, type ResourceType } from '../resource-type.ts';

const keyProperties = z.strictObject({
  ...ignored(
    'Description',
    'EnableKeyRotation',
    'KeyPolicy',
    'PendingWindowInDays',
    'RotationPeriodInDays',
    'Tags',
  ),
  Enabled: z.literal(true).optional(),
  KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
  KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
  MultiRegion: z.literal(false).optional(),
});

export type KeyProperties = z.infer<typeof keyProperties>;

export const keyType: ResourceType<typeof keyProperties> = {
  type: 'AWS::KMS::Key',
  properties: keyProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: ({ logicalId }) => ({ Arn: keyArn(logicalId), KeyId: logicalId }),
};

export function keyArn(keyId: string): string {
  return `arn:aws:kms:${region}:${account}:key/${keyId}`;
}
