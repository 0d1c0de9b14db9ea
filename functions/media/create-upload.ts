import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { text, wholeNumber, withoutNulls } from '../catalog/fields.ts';
import { LARGEST_UPLOAD, mediaFolders } from '../contract.ts';

/** Makes an address that one file can be PUT to, for a limited time. */
export type UploadSigner = (upload: {
  key: string;
  /** When given, a file that is sent as another type is refused. */
  mediaType?: string;
  expiresInSeconds: number;
  /** In bytes; when given, a file of another size is refused. */
  size?: number;
}) => Promise<string>;

/** A signed address can't outlive the credentials of the function that signed it, so an hour is the most. */
const LONGEST_EXPIRY = 3600;

const MEDIA_TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  aiff: 'audio/aiff',
};

/** A2E's body (a2e-api 12, `r2/upload-presigned-url`). `bucket`, `urlPrefix` and `cdnDomain` are ours to choose. */
export const uploadRequest = z.preprocess(
  readSpellings,
  z.object({
    key: text(512).min(1, 'must not be empty: the name of the file, such as photo.jpg'),
    contentType: z
      .string('must be a string')
      .regex(/^(image|video|audio)\/[\w.+-]{1,60}$/, 'must be a media type such as image/jpeg')
      .refine((type) => !type.toLowerCase().startsWith('image/svg'), 'must not be SVG')
      .optional(),
    expiresIn: wholeNumber(60, 604_800).default(LONGEST_EXPIRY),
    fileSize: wholeNumber(1, LARGEST_UPLOAD).optional(),
    contentLength: wholeNumber(1, LARGEST_UPLOAD).optional(),
  }),
);

/** `content_type` and `fileType`, as clients spell it too (a2e-api 16). */
function readSpellings(body: unknown): unknown {
  const given = withoutNulls(body);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { content_type, fileType, ...fields }: Record<string, unknown> = { ...given };
  const contentType = fields['contentType'] ?? content_type ?? fileType;
  return contentType === undefined ? fields : { ...fields, contentType };
}

export interface CreateUploadDependencies {
  readonly sign: UploadSigner;
  readonly bucket: string;
  readonly mediaUrl: string;
}

/** Where to PUT a file, and where it is read afterwards; the names are A2E's. */
export interface Upload {
  readonly uploadUrl: string;
  readonly cdnUrl: string;
  readonly key: string;
  readonly bucket: string;
  /** Seconds until `uploadUrl` ends. */
  readonly expiresIn: number;
  /** What the PUT must say its content is; where none was asked for, the usual type of such a name, and any is taken. */
  readonly contentType: string;
}

/** Prepares an upload under a key that nobody can guess. */
export async function createUpload(
  { sign, bucket, mediaUrl }: CreateUploadDependencies,
  request: z.output<typeof uploadRequest>,
): Promise<Upload> {
  const mediaType = request.contentType;
  const key = uploadKey(request.key);
  const expiresIn = Math.min(request.expiresIn, LONGEST_EXPIRY);
  const size = request.fileSize ?? request.contentLength;
  const uploadUrl = await sign({
    key,
    ...(mediaType === undefined ? {} : { mediaType }),
    expiresInSeconds: expiresIn,
    ...(size === undefined ? {} : { size }),
  });
  return {
    uploadUrl,
    cdnUrl: `${mediaUrl}/${key}`,
    key,
    bucket,
    expiresIn,
    contentType: mediaType ?? getMediaType(request.key),
  };
}

/** `uploads/<random>/<file name>`: public, so without its owner. Of the name only what is plain in any address is kept. */
export function uploadKey(name: string): string {
  const fileName =
    name
      .split('/')
      .at(-1)
      ?.replace(/[^\w.-]+/g, '-')
      .replace(/^\.+/, '') || 'file';
  const random = randomBytes(16).toString('hex');
  return `${mediaFolders.uploads}${random}/${fileName.slice(-100)}`;
}

/** The usual ending of a file of that type, with its dot; empty where it has none here. */
export function getExtension(mediaType: string): string {
  const [ending] = Object.entries(MEDIA_TYPES).find(([, type]) => type === mediaType) ?? [];
  return ending === undefined ? '' : `.${ending}`;
}

function getMediaType(name: string): string {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const known = Object.hasOwn(MEDIA_TYPES, ending) ? MEDIA_TYPES[ending] : undefined;
  return known ?? 'application/octet-stream';
}
