import * as z from 'zod';
import type { Refusal } from '../operation.ts';
import type { StartCall } from '../provider.ts';
import { inputUrl, jobFields } from './job-fields.ts';

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
});

/** A clip in which a camera moves over a photo. */
export const photoJob = z.object({
  ...jobFields,
  work: z.literal('photo'),
  imageUrl: inputUrl,
  /** The last frame's address, where the clip has one (A2E's FLF2V). */
  endImageUrl: inputUrl.optional(),
  prompt: z.string(),
  negativePrompt: z.string(),
  /** Which of the clips of one request it is; each has a camera path of its own. */
  variant: z.int().min(0).max(7),
});

export type PhotoJob = z.output<typeof photoJob>;

const OWN_MODEL = 'a2e';

/** Image-to-video: moves the photo itself and invents nothing. */
export const photoWork = {
  kind: 'image-to-video' as const,

  refusals(request: unknown): Refusal[] {
    const { lora, model_version } = requestSchema.parse(request);
    const refusals: Refusal[] = [];
    if (lora !== undefined) {
      const message =
        'the embedded renderer has no presets; leave it out, or choose a provider that has them';
      refusals.push({ field: 'lora', message });
    }
    if (model_version !== undefined && model_version !== OWN_MODEL) {
      const message = `the embedded renderer has one version only; leave it out or send ${OWN_MODEL}`;
      refusals.push({ field: 'model_version', message });
    }
    return refusals;
  },

  /** Start-up, download and decoding, then half a second for a second of video, more for two pictures. */
  expectedSeconds(request: unknown): number {
    const { video_time, model_type } = requestSchema.parse(request);
    return 1 + video_time * (model_type === 'FLF2V' ? 0.9 : 0.5);
  },

  jobOf({ taskId, request, variant }: StartCall): PhotoJob {
    const asked = requestSchema.parse(request);
    return photoJob.parse({
      work: 'photo',
      renderId: taskId,
      imageUrl: asked.image_url,
      endImageUrl: asked.model_type === 'FLF2V' ? asked.end_image_url : undefined,
      prompt: asked.prompt,
      negativePrompt: asked.negative_prompt,
      seconds: asked.video_time,
      variant,
    });
  },
};
