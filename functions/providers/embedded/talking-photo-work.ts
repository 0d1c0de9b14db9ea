import * as z from 'zod';
import { talkingPhotoRequest } from '../../catalog/kinds/talking-photo.ts';
import type { Refusal } from '../operation.ts';
import type { StartCall } from '../provider.ts';
import { inputUrl, jobFields } from './job-fields.ts';
import { MAXIMUM_AUDIO_SECONDS } from './talking-photo/audio-limit.ts';

/** A clip in which the face of a photo speaks. */
export const talkingPhotoJob = z.object({
  ...jobFields,
  work: z.literal('talking-photo'),
  imageUrl: inputUrl,
  /** What the face says; the clip is as long. Without it the photo moves for `seconds`, and nobody speaks. */
  audioUrl: inputUrl.optional(),
  prompt: z.string(),
  negativePrompt: z.string(),
  /** Which of the clips of one request it is; the head of each moves in its own way. */
  variant: z.int().min(0).max(7),
});

export type TalkingPhotoJob = z.output<typeof talkingPhotoJob>;

const OWN_MODEL = 'a2e';
/** How long the audio of a task usually is; how long this one is shows only when it is rendered. */
const USUAL_AUDIO_SECONDS = 10;

/** Talking photo: the mouth follows the loudness of the voice. */
export const talkingPhotoWork = {
  kind: 'talking-photo' as const,

  refusals(request: unknown): Refusal[] {
    const { model_version } = talkingPhotoRequest(request);
    if (model_version === undefined || model_version === OWN_MODEL) return [];
    const message = `the embedded renderer has one version only; leave it out or send ${OWN_MODEL}`;
    return [{ field: 'model_version', message }];
  },

  /** Start-up, downloads, the face, then two thirds of a second for a second of video. */
  expectedSeconds(request: unknown): number {
    const { audio_url, duration } = talkingPhotoRequest(request);
    return audio_url === undefined ? 1 + duration * 0.5 : 2 + USUAL_AUDIO_SECONDS * 0.65;
  },

  jobOf({ taskId, request, variant }: StartCall): TalkingPhotoJob {
    const asked = talkingPhotoRequest(request);
    return talkingPhotoJob.parse({
      work: 'talking-photo',
      renderId: taskId,
      imageUrl: asked.image_url,
      audioUrl: asked.audio_url,
      prompt: asked.prompt,
      negativePrompt: asked.negative_prompt,
      seconds: asked.audio_url === undefined ? asked.duration : MAXIMUM_AUDIO_SECONDS,
      variant,
    });
  },
};
