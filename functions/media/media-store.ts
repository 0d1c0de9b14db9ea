/** A file in the media bucket, as a read answers it. */
export interface StoredMedia {
  readonly bytes: Uint8Array;
  /** The media type it was stored with, such as `video/mp4`. */
  readonly mediaType: string;
}

/** The media bucket. Keys are paths without a leading slash, such as `results/67d2.../video.mp4`. */
export interface MediaStore {
  /** Stores a file whole or not at all; a file already there is replaced. */
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** As `put`, from a file on this machine, without reading it into memory. */
  putFile(key: string, path: string, mediaType: string): Promise<void>;
  /** The file, or undefined if there is none. Reads see every completed write. */
  get(key: string): Promise<StoredMedia | undefined>;
  /** Reads a file into one on this machine, without reading it into memory; false if there is none. */
  getFile(key: string, path: string): Promise<boolean>;
  /** Copies inside the bucket, without moving the bytes through us. @throws when there is no such source. */
  copy(fromKey: string, toKey: string): Promise<void>;
  /** Removes a file; nothing happens if there is none. */
  remove(key: string): Promise<void>;
  /** The size in bytes, or nothing when there is no such file. */
  size(key: string): Promise<number | undefined>;
}
