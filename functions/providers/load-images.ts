import { type KindRequest, kinds, type TaskKind } from '../catalog/catalog.ts';
import { getModelFields } from './model.ts';
import type { Picture } from './model-input.ts';
import type { Refusal } from './operation.ts';
import { ProviderError } from './provider-error.ts';

/**
 * How a provider takes pictures: `url`: public addresses only; `bytes`: never addresses; a number: either, and this is the
 * largest that it takes as bytes; `ignored`: it doesn't look at them.
 */
export type PictureForm = 'url' | 'bytes' | 'ignored' | number;

export interface PictureAccess {
  readonly name: string;
  /** Loads a picture through the guard, for providers that are given the bytes. */
  loadImage(url: string): Promise<{ bytes: Uint8Array; mediaType: string }>;
  /** True for an address that a provider can't reach, such as one on this machine. */
  isPrivate(url: string): boolean;
}

/** The addresses of a request that the provider would have to fetch itself and can't reach. */
export function refuseUnreachable(
  kind: TaskKind,
  request: KindRequest,
  form: PictureForm,
  { name, isPrivate }: PictureAccess,
): Refusal[] {
  if (form === 'ignored') return [];
  const message = `must be a public address: ${name} fetches it by itself`;
  return getAddresses(getModelFields(kind, request))
    .filter(({ field }) => form === 'url' || !isImage(kind, field))
    .filter(({ url }) => isPrivate(url))
    .map(({ field }) => ({ field, message }));
}

/** The request's pictures by field, as the provider takes them. @throws ProviderError if one can't be loaded or sent */
export async function loadImages(
  kind: TaskKind,
  request: KindRequest,
  form: PictureForm,
  access: PictureAccess,
): Promise<Record<string, Picture>> {
  const images = Object.entries(getModelFields(kind, request)).flatMap(([field, url]) =>
    isImage(kind, field) && typeof url === 'string' ? [{ field, url }] : [],
  );
  const loaded = images.map(
    async ({ field, url }) => [field, await loadImage(url, form, access)] as const,
  );
  return Object.fromEntries(await Promise.all(loaded));
}

function isImage(kind: TaskKind, field: string): boolean {
  return kinds[kind].modelFields?.[field]?.type === 'image';
}

/** The fields of a request that hold addresses of media, by A2E's names for them: `…url`, `…urls`, `audioSrc`. */
function getAddresses(fields: Readonly<Record<string, unknown>>): { field: string; url: string }[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (!/url|src/i.test(field)) return [];
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((url) => (typeof url === 'string' ? [{ field, url }] : []));
  });
}

async function loadImage(
  url: string,
  form: PictureForm,
  { name, loadImage: load, isPrivate }: PictureAccess,
): Promise<Picture> {
  const isSent = typeof form === 'number' ? isPrivate(url) : form === 'bytes';
  if (!isSent) return { url };
  const picture = await load(url).catch((error: unknown) => {
    const message = `The picture could not be loaded: ${error instanceof Error ? error.message : 'unknown'}`;
    throw new ProviderError('image_unreachable', message, { retryable: false, cause: error });
  });
  if (typeof form === 'number' && picture.bytes.byteLength > form) {
    const message = `${name} takes pictures of at most ${form} bytes here; this one has ${picture.bytes.byteLength}.`;
    throw new ProviderError('input_rejected', message, { retryable: false });
  }
  return picture;
}
