import type * as z from 'zod';
import { account, createResolver, type Resolver, region } from './intrinsics.ts';
import { meaninglessTypes } from './meaningless-types.ts';
import type { Addresses, ResourceIdentity, ResourceType, TypedResource } from './resource-type.ts';
import type { Assembly, Template } from './template.ts';

/** The template's resources, resolved for this machine. */
export interface Deployment {
  /** The resources of one type, in the template's order. */
  resourcesOf<Schema extends z.ZodType>(
    type: ResourceType<Schema>,
  ): TypedResource<z.infer<Schema>>[];
  outputs: Record<string, string>;
}

/** Everything in the template that the local run can't do, in one message. */
export class UnsupportedTemplateError extends Error {
  override name = 'UnsupportedTemplateError';
}

/**
 * Resolves and checks every resource of the assembly's template.
 * @param types those that an engine stands in for
 * Throws UnsupportedTemplateError, which names each type, property and resource that has no engine here.
 */
export function resolveDeployment(
  assembly: Assembly,
  addresses: Addresses,
  types: readonly ResourceType[],
): Deployment {
  const resourceTypes = new Map(types.map((type) => [type.type, type]));
  const { template } = assembly;
  const resolver = createResolver(
    template,
    assembly.stackName,
    resourceValues(template, resourceTypes, addresses, (value) => resolver.resolve(value)),
  );
  const refusals: string[] = [];
  const resources = new Map<string, TypedResource<unknown>[]>();
  for (const [logicalId, declared] of Object.entries(template.Resources)) {
    if (meaninglessTypes.has(declared.Type)) continue;
    try {
      if (!resolver.holds(declared.Condition)) continue;
      const list = resources.get(declared.Type) ?? [];
      list.push(resolveResource(template, resourceTypes, logicalId, resolver));
      resources.set(declared.Type, list);
    } catch (error) {
      refusals.push(describeRefusal(error, logicalId));
    }
  }
  const outputs = collectOutputs(template, resolver, refusals);
  if (refusals.length > 0) throw new UnsupportedTemplateError(refusals.join('\n'));
  return {
    // The schema that parsed these properties is the one in `type`.
    resourcesOf: (type) => (resources.get(type.type) ?? []) as never,
    outputs,
  };
}

/** By their names. */
type ResourceTypes = ReadonlyMap<string, ResourceType>;

function resolveResource(
  template: Template,
  resourceTypes: ResourceTypes,
  logicalId: string,
  resolver: Resolver,
): TypedResource<unknown> {
  const declared = declaredResource(template, logicalId);
  const type = resourceTypes.get(declared.Type);
  if (type === undefined) {
    throw new Error(
      `Reelhook's local run does not support ${declared.Type} (resource ${logicalId})`,
    );
  }
  const parsed = type.properties.safeParse(resolver.resolve(declared.Properties));
  if (!parsed.success) {
    const refusals = parsed.error.issues.map((issue) => describeIssue(issue, type, logicalId));
    throw new Error(refusals.join('\n'));
  }
  return {
    logicalId,
    name: physicalName(template, logicalId, type, resolver.resolve),
    properties: parsed.data,
  };
}

function describeIssue(issue: z.core.$ZodIssue, type: ResourceType, logicalId: string): string {
  if (issue.code === 'unrecognized_keys') {
    const properties = issue.keys.map((key) => [...issue.path, key].join('.')).join(', ');
    return `Reelhook's local run does not support ${type.type} property ${properties} (resource ${logicalId})`;
  }
  const path = issue.path.join('.');
  return `Reelhook's local run does not support this value of ${type.type} property ${path} (resource ${logicalId}): ${issue.message}`;
}

function describeRefusal(error: unknown, logicalId: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.includes(`(resource ${logicalId})`)
    ? message
    : `${message} (resource ${logicalId})`;
}

function collectOutputs(
  template: Template,
  resolver: Resolver,
  refusals: string[],
): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [name, output] of Object.entries(template.Outputs)) {
    try {
      if (resolver.holds(output.Condition)) outputs[name] = String(resolver.resolve(output.Value));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      refusals.push(`${message} (output ${name})`);
    }
  }
  return outputs;
}

function resourceValues(
  template: Template,
  resourceTypes: ResourceTypes,
  addresses: Addresses,
  resolve: (value: unknown) => unknown,
) {
  function identity(logicalId: string, type: ResourceType): ResourceIdentity {
    return { logicalId, name: physicalName(template, logicalId, type, resolve), addresses };
  }
  return {
    reference: (logicalId: string): string => {
      const type = resourceTypes.get(declaredResource(template, logicalId).Type);
      return type === undefined ? logicalId : type.reference(identity(logicalId, type));
    },
    attribute: (logicalId: string, attribute: string): string => {
      const typeName = declaredResource(template, logicalId).Type;
      const type = resourceTypes.get(typeName);
      if (type === undefined) return placeholderAttribute(typeName, logicalId, attribute);
      const value = type.attributes(identity(logicalId, type))[attribute];
      if (value === undefined) {
        throw new Error(`Reelhook's local run does not support ${typeName} attribute ${attribute}`);
      }
      return value;
    },
  };
}

function declaredResource(template: Template, logicalId: string) {
  const declared = template.Resources[logicalId];
  if (declared === undefined) throw new Error(`The template has no resource ${logicalId}`);
  return declared;
}

function physicalName(
  template: Template,
  logicalId: string,
  type: ResourceType,
  resolve: (value: unknown) => unknown,
): string {
  const { Properties } = declaredResource(template, logicalId);
  const given =
    type.nameProperty === undefined ? undefined : resolve(Properties[type.nameProperty]);
  return given === undefined ? logicalId : String(given);
}

/** Roles, log groups and the like are named in properties that mean nothing here; any value will do. */
function placeholderAttribute(typeName: string, logicalId: string, attribute: string): string {
  if (attribute !== 'Arn') return `${logicalId}.${attribute}`;
  const service = typeName.split('::')[1]?.toLowerCase();
  return `arn:aws:${service}:${region}:${account}:${logicalId}`;
}
