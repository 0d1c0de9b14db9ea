import { UnsupportedTemplateError } from './deployment.ts';
import type { ResourceType, TypedResource } from './resource-type.ts';

/**
 * The only resource of a type that there is one port for; undefined if there is none.
 * Throws UnsupportedTemplateError when there are more.
 */
export function onlyOne<Properties>(
  resources: TypedResource<Properties>[],
  { type }: ResourceType,
): TypedResource<Properties> | undefined {
  if (resources.length > 1)
    throw new UnsupportedTemplateError(`Reelhook's local run supports one ${type}, not more`);
  return resources[0];
}
