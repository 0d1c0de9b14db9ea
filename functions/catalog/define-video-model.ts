import { once } from '../once.ts';
import { definePassthroughKind, type PassthroughKindSource } from './define-passthrough-kind.ts';
import { mediaUrl, mediaUrls, sentNumber, text } from './fields.ts';
import type { KindDefinition, KindRequest } from './kind-definition.ts';
import { COINS_PER_SECOND } from './prices.ts';

/** How long a video is where the request does not say it, in seconds. */
const DEFAULT_SECONDS = 5;
const LONGEST_SECONDS = 60;

/** What the families of video models take, as clients send it to A2E; each takes some of it. */
const fields = once(() => ({
  model: text(100).optional(),
  mode: text(100).optional(),
  image_url: mediaUrl.optional(),
  end_image_url: mediaUrl.optional(),
  video_url: mediaUrl.optional(),
  audio_url: mediaUrl.optional(),
  aspect_ratio: text(20).optional(),
  resolution: text(20).optional(),
  duration: sentNumber(1, LONGEST_SECONDS).optional(),
  duration_seconds: sentNumber(1, LONGEST_SECONDS).optional(),
}));

/** A video that another vendor's model makes of a text, or of pictures: priced by its length. */
export function defineVideoModel(
  source: Pick<PassthroughKindSource, 'kind' | 'summary' | 'path' | 'calls' | 'required'> & {
    /** Optional; defaults to a prompt and a picture. */
    readonly example?: PassthroughKindSource['example'];
    /** Where A2E's price of a second was seen; ours of image-to-video where it was not. */
    readonly coinsPerSecond?: number;
    readonly defaultSeconds?: number;
    /** How A2E spells `image_urls` here; the other spelling is taken too, and checked as it. Optional; defaults to it. */
    readonly picturesField?: 'image_urls' | 'imageUrls';
  },
): KindDefinition {
  const {
    coinsPerSecond = COINS_PER_SECOND,
    defaultSeconds = DEFAULT_SECONDS,
    picturesField = 'image_urls',
    ...family
  } = source;
  const otherSpelling = picturesField === 'imageUrls' ? 'image_urls' : 'imageUrls';
  return definePassthroughKind({
    example: { prompt: 'waves on a beach', image_url: 'https://example.com/beach.jpg' },
    ...family,
    fields: () => ({
      ...fields(),
      [picturesField]: mediaUrls(0, 20).optional(),
      [otherSpelling]: mediaUrls(0, 20).optional().meta({ alias: true }),
    }),
    numbers: ['duration', 'duration_seconds'],
    price: { coinsPerSecond },
    seconds: ({ duration, duration_seconds }: KindRequest) =>
      Number(duration ?? duration_seconds ?? defaultSeconds),
    expectedSeconds: 180,
  });
}
