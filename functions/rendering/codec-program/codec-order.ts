import * as z from 'zod';

const size = z.object({ width: z.int().positive(), height: z.int().positive() });
const colour = z.object({
  primaries: z.int(),
  transfer: z.int(),
  matrix: z.int(),
  fullRange: z.boolean(),
});
/** Base64. */
const description = z.string().optional();

const encodeOrder = z.object({
  task: z.literal('encode-video'),
  frame: size,
  framesPerSecond: z.number().positive(),
  colour,
  sampleAspect: size,
  /** x264's constant rate factor. */
  quality: z.number(),
  file: z.string(),
  sound: z.object({ file: z.string(), sampleRate: z.int(), channels: z.int() }).optional(),
});

const wantedFrames = z.object({
  every: z.int().positive(),
  window: z.object({ left: z.int().min(0), top: z.int().min(0), ...size.shape }),
});

const decodeVideoOrder = z.object({
  task: z.literal('decode-video'),
  codec: z.enum(['avc', 'hevc', 'vp8', 'vp9', 'av1']),
  description,
  largestArea: z.int().positive(),
  wanted: wantedFrames.optional(),
});

const decodeAudioOrder = z.object({
  task: z.literal('decode-audio'),
  codec: z.enum(['aac', 'mp3', 'opus', 'vorbis', 'flac']),
  description,
  sampleRate: z.int(),
  channels: z.int(),
  /** 1 or 2. */
  outputChannels: z.int(),
  maximumSeconds: z.number(),
});

/** What the codec program is to do: its only argument, as JSON. */
export const codecOrderSchema = z.discriminatedUnion('task', [
  encodeOrder,
  decodeVideoOrder,
  decodeAudioOrder,
]);

export type CodecOrder = z.infer<typeof codecOrderSchema>;
export type EncodeOrder = z.infer<typeof encodeOrder>;
export type DecodeVideoOrder = z.infer<typeof decodeVideoOrder>;
export type DecodeAudioOrder = z.infer<typeof decodeAudioOrder>;

/** What `decode-video` writes before its first frame. */
export const videoShapeSchema = z.object({ size, colour, sampleAspect: size });

/** Samples a second of all sound that goes in or out. */
export const SAMPLE_RATE = 48_000;
