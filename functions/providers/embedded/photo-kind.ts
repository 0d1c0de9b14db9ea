import * as z from 'zod';
import { TALLEST, WIDEST } from '../../rendering/photo/output-size.ts';
import { photoJob } from '../../rendering/photo/photo-job.ts';
import type { Refusal } from '../operation.ts';
import type { EmbeddedKind } from './embedded-kind.ts';
import { refuseModelVersion } from './refuse-model-version.ts';

/** The part of an image-to-video request that is read here; the rest are hints to a model that isn't there. */
const requestSchema = z.object({
  image_url: z.string(),
  end_image_url: z.string().optional(),
  prompt: z.string().default(''),
  negative_prompt: z.string().default(''),
  video_time: z.int().min(1).max(20).default(5),
  model_type: z.enum(['GENERAL', 'FLF2V']).default('GENERAL'),
  model_version: z.string().optional(),
  lora: z.string().optional(),
  aspect_ratio: z.string().optional(),
});

/** Image-to-video: moves the photo itself and invents nothing. */
export const photoKind: EmbeddedKind = {
  kind: 'image-to-video',

  refusals(request) {
    const { lora, model_version, aspect_ratio } = requestSchema.parse(request);
    const refusals: Refusal[] = [];
    if (lora !== undefined) {
      const message =
        'the embedded renderer has no presets; leave it out, or choose a provider that has them';
      refusals.push({ field: 'lora', message });
    }
    const aspect = readAspect(aspect_ratio);
    if (aspect !== undefined && (aspect < TALLEST || aspect > WIDEST)) {
      const message = 'must be from 9:16 to 16:9: the embedded renderer makes nothing longer';
      refusals.push({ field: 'aspect_ratio', message });
    }
    return [...refusals, ...refuseModelVersion(model_version)];
  },

  /** Start-up, download and decoding, then half a second for a second of video, more for two pictures. */
  expectedSeconds(request) {
    const { video_time, model_type } = requestSchema.parse(request);
    return 1 + video_time * (model_type === 'FLF2V' ? 0.9 : 0.5);
  },

  createJob({ taskId, request, variant }) {
    const asked = requestSchema.parse(request);
    return photoJob.parse({
      work: 'photo',
      renderId: taskId,
      imageUrl: asked.image_url,
      endImageUrl: asked.model_type === 'FLF2V' ? asked.end_image_url : undefined,
      prompt: asked.prompt,
      negativePrompt: asked.negative_prompt,
      aspect: readAspect(asked.aspect_ratio),
      seconds: asked.video_time,
      variant,
    });
  },
};

/** Width by height; undefined for the photo's own. */
function readAspect(ratio = ''): number | undefined {
  const [, width, height] = /^(\d+):(\d+)$/.exec(ratio) ?? [];
  return width === undefined || height === undefined ? undefined : Number(width) / Number(height);
}
