/** What a finished file is, as its task's record keeps it. */
export interface ResultMedia {
  /** In pixels, as players show it; undefined if it has no picture or it could not be read. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Undefined if it does not play. */
  readonly seconds?: number | undefined;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Of a JPEG that shows it, in the media bucket; undefined if there is none. */
  readonly posterKey?: string | undefined;
  /** Of a short silent MP4 that can be played over and over; undefined if there is none. */
  readonly previewKey?: string | undefined;
}

/** The same as records and events show it. */
export interface ResultMediaView {
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly poster_url: string | null;
  readonly preview_url: string | null;
}

/** Null if nothing is known of the file, or there is none. */
export function toMediaView(
  media: ResultMedia | undefined,
  mediaUrl: string,
): ResultMediaView | null {
  if (!media) return null;
  const { width = null, height = null, seconds = null, bytes, sha256 } = media;
  const toUrl = (key: string | undefined) => (key === undefined ? null : `${mediaUrl}/${key}`);
  const [poster_url, preview_url] = [toUrl(media.posterKey), toUrl(media.previewKey)];
  return { width, height, seconds, bytes, sha256, poster_url, preview_url };
}

/** What `toMediaView` was made from. */
export function fromMediaView(
  { width, height, seconds, bytes, sha256, poster_url, preview_url }: ResultMediaView,
  mediaUrl: string,
): ResultMedia {
  const toKey = (url: string | null) => url?.slice(mediaUrl.length + 1);
  return {
    width: width ?? undefined,
    height: height ?? undefined,
    seconds: seconds ?? undefined,
    ...{ bytes, sha256, posterKey: toKey(poster_url), previewKey: toKey(preview_url) },
  };
}
