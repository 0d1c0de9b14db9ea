import { type KindRequest, kinds } from '../catalog/catalog.ts';
import { fitValue, getModelFields, type Model } from './model.ts';
import type { Json } from './operation.ts';

/** A picture as a provider is given it: an address that it fetches itself, or the bytes. */
export type Picture =
  | { readonly url: string }
  | { readonly bytes: Uint8Array; readonly mediaType: string };

/**
 * The model's input, filled from a request that was not refused: `fixed`, and every field at its path.
 * @param images the pictures that belong in the input, by field; bytes go in as data URIs
 */
export function createModelInput(
  { kind, input = {}, limits, fixed }: Model,
  request: KindRequest,
  images: Readonly<Record<string, Picture>>,
): Record<string, Json> {
  const filled: Record<string, Json> = structuredClone({ ...fixed });
  const fields = getModelFields(kind, request);
  for (const [field, path] of Object.entries(input)) {
    const isImage = kinds[kind].modelFields?.[field]?.type === 'image';
    const value = isImage
      ? getPictureText(images[field])
      : fitValue(limits?.[field], fields[field]);
    if (value !== undefined) put(filled, path.split('.'), value as Json);
  }
  return filled;
}

function getPictureText(picture: Picture | undefined): string | undefined {
  if (!picture) return undefined;
  if ('url' in picture) return picture.url;
  return `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
}

function put(into: Record<string, Json>, [first = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = into[first];
  const object = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  into[first] = object;
  put(object, rest, value);
}
