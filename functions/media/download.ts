/**
 * Fetches a file from an address that a user chose, through the guard of `functions/net`.
 * @throws GuardedRequestError for what the address or its server is to blame for.
 */
export type Download = (
  url: string,
  limits: {
    maxBytes: number;
    timeoutSeconds: number;
    /** For this address's origin only. */
    headers?: Readonly<Record<string, string>>;
    /** How many redirects are followed, each through the guard; optional, defaults to none. */
    redirects?: number;
  },
) => Promise<{ bytes: Uint8Array; mediaType: string | undefined }>;
