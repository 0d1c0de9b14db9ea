import type { Experimental_VideoModelV4 as VideoModel } from '@ai-sdk/provider';
import type { Kind } from '../client/kinds.ts';
import { Reelhook } from '../client/reelhook.ts';
import { createVideoModel } from './create-video-model.ts';

export interface ReelhookProviderOptions {
  /** Where the service is; optional, defaults to the local one. */
  readonly baseURL?: string;
  /** An API token, `sk_…`. */
  readonly apiKey: string;
  /** Optional; defaults to the platform's own. */
  fetch?(request: Request): Promise<Response>;
}

/**
 * Reelhook for the AI SDK: `reelhook('image-to-video')` is a video model.
 *
 * ```ts
 * const reelhook = createReelhook({ baseURL: 'https://api.example.com', apiKey: 'sk_…' });
 * const { video } = await experimental_generateVideo({ model: reelhook('image-to-video'), prompt });
 * ```
 */
export function createReelhook({
  baseURL = 'http://localhost:8787',
  apiKey,
  fetch,
}: ReelhookProviderOptions): (kind: Kind) => VideoModel {
  const client = new Reelhook({ baseUrl: baseURL, token: apiKey, ...(fetch ? { fetch } : {}) });
  return (kind) => createVideoModel(client, kind);
}
