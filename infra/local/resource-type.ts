import * as z from 'zod';

/** The ports of this machine that stand in for public host names. */
export interface Addresses {
  apiPort: number;
  mediaPort: number;
}

/** What a resource's Ref and attributes are made of. */
export interface ResourceIdentity {
  logicalId: string;
  /** The name the template gives it, else its logical id. */
  name: string;
  addresses: Addresses;
}

/** What the local run knows of one AWS resource type that an engine stands in for. */
export interface ResourceType<Schema extends z.ZodType = z.ZodType> {
  type: string;
  /** Every property that is supported or that means nothing on one machine; all others are refused. */
  properties: Schema;
  /** The property that names the resource. */
  nameProperty?: string;
  reference(resource: ResourceIdentity): string;
  attributes(resource: ResourceIdentity): Record<string, string>;
}

/** A resource of the template with its intrinsics resolved and its properties checked. */
export interface TypedResource<Properties> {
  logicalId: string;
  name: string;
  properties: Properties;
}

/** Properties that change nothing on one machine, named so that all others can be refused. */
export function ignored<const Name extends string>(
  ...names: Name[]
): Record<Name, z.ZodOptional<z.ZodUnknown>> {
  const entries = names.map((name) => [name, z.unknown().optional()]);
  return Object.fromEntries(entries) as Record<Name, z.ZodOptional<z.ZodUnknown>>;
}

/** CloudFormation lets numbers and booleans be written as text. */
export const numberProperty = z.coerce.number();
export const booleanProperty = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((text) => text === 'true'),
]);
