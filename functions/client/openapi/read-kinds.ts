import { type OpenApi, resolveSchema } from './open-api.ts';
import { type Field, readField } from './read-field.ts';

/** A kind of task, as the OpenAPI document describes it. */
export interface DescribedKind {
  readonly name: string;
  readonly title: string;
  readonly startPath: string;
  readonly fields: readonly Field[];
  readonly example: Readonly<Record<string, unknown>>;
}

/** Every kind of task, in the order of the document. */
export function readKinds(document: OpenApi): DescribedKind[] {
  const found = new Map<string, DescribedKind>();
  for (const [startPath, { post }] of Object.entries(document.paths)) {
    const name = post?.['x-kind'];
    const content = post?.requestBody?.content['application/json'];
    if (!name || !content || found.has(name)) continue;
    const { schema, example = {} } = content;
    const { properties = {}, required = [] } = resolveSchema(schema, document);
    const fields = Object.entries(properties).map(([field, one]) =>
      readField(field, resolveSchema(one, document), required.includes(field)),
    );
    found.set(name, {
      ...{ name, startPath, fields },
      title: post?.tags?.[0] ?? name,
      example: example as Record<string, unknown>,
    });
  }
  return [...found.values()];
}
