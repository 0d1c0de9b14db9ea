import * as z from 'zod';
import { account, region } from '../../intrinsics.ts';
import { ignored, numberProperty, type ResourceType } from '../../resource-type.ts';

const functionProperties = z.strictObject({
  ...ignored(
    'Architectures',
    'Description',
    'EphemeralStorage',
    'LoggingConfig',
    'RecursiveLoop',
    'Role',
    'RuntimeManagementConfig',
    'Tags',
    'TracingConfig',
  ),
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  FunctionName: z.string().optional(),
  Handler: z.string().regex(/^[\w./-]+\.\w+$/),
  MemorySize: numberProperty.default(128),
  PackageType: z.literal('Zip').optional(),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: numberProperty.default(3),
});

export type FunctionProperties = z.infer<typeof functionProperties>;

export const functionType: ResourceType<typeof functionProperties> = {
  type: 'AWS::Lambda::Function',
  properties: functionProperties,
  nameProperty: 'FunctionName',
  reference: ({ name }) => name,
  attributes: ({ name }) => ({ Arn: functionArn(name) }),
};

const eventInvokeConfigProperties = z.strictObject({
  FunctionName: z.string(),
  MaximumEventAgeInSeconds: numberProperty.optional(),
  MaximumRetryAttempts: numberProperty.optional(),
  Qualifier: z.literal('$LATEST').optional(),
});

export type EventInvokeConfigProperties = z.infer<typeof eventInvokeConfigProperties>;

export const eventInvokeConfigType: ResourceType<typeof eventInvokeConfigProperties> = {
  type: 'AWS::Lambda::EventInvokeConfig',
  properties: eventInvokeConfigProperties,
  reference: ({ logicalId }) => logicalId,
  attributes: () => ({}),
};

export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/** The name in a function's name, ARN or partial ARN, with or without `:$LATEST`. */
export function parseFunctionName(nameOrArn: string): string {
  return nameOrArn.replace(/:\$LATEST$/, '').replace(/^.*:function:/, '');
}
