import { getDocument, type OpenApi } from './document.ts';
import { type Field, readFields } from './fields.ts';
import { title } from './words.ts';

/** A kind of task, read from the OpenAPI document. */
export interface Kind {
  readonly name: string;
  readonly title: string;
  readonly startPath: string;
  readonly fields: readonly Field[];
  readonly example: Readonly<Record<string, unknown>>;
}

/** Every kind of task, in the order of the reference. */
export async function listKinds(): Promise<readonly Kind[]> {
  return readKinds(await getDocument());
}

function readKinds(document: OpenApi): Kind[] {
  const found = new Map<string, Kind>();
  for (const [startPath, { post }] of Object.entries(document.paths)) {
    const name = post?.['x-kind'];
    const content = post?.requestBody?.content['application/json'];
    if (!name || !content || found.has(name)) continue;
    found.set(name, {
      ...{ name, startPath, fields: readFields(post, document) },
      title: post?.tags?.[0] ?? title(name),
      example: (content.example ?? {}) as Record<string, unknown>,
    });
  }
  return [...found.values()];
}
