import { talkingPhotoRequest } from '../../catalog/kinds/talking-photo.ts';
import { MAXIMUM_AUDIO_SECONDS } from '../../rendering/talking-photo/audio-limit.ts';
import { talkingPhotoJob } from '../../rendering/talking-photo/talking-photo-job.ts';
import type { EmbeddedKind } from './embedded-kind.ts';
import { refuseModelVersion } from './refuse-model-version.ts';

/** How long the audio of a task usually is; how long this one is shows only when it is rendered. */
const USUAL_AUDIO_SECONDS = 10;

/** Of a clip without sound, in seconds; 0 asks for a length that only a sound could give. */
function getSeconds(duration: number): number {
  return duration || 3;
}

/** Talking photo: the mouth follows the loudness of the voice. */
export const talkingPhotoKind: EmbeddedKind = {
  kind: 'talking-photo',

  refusals(request) {
    return refuseModelVersion(talkingPhotoRequest(request).model_version);
  },

  /** Start-up, downloads, the face, then two thirds of a second for a second of video. */
  expectedSeconds(request) {
    const { audio_url, duration } = talkingPhotoRequest(request);
    return audio_url === undefined
      ? 1 + getSeconds(duration) * 0.5
      : 2 + USUAL_AUDIO_SECONDS * 0.65;
  },

  createJob({ taskId, request, variant }) {
    const asked = talkingPhotoRequest(request);
    return talkingPhotoJob.parse({
      work: 'talking-photo',
      renderId: taskId,
      imageUrl: asked.image_url,
      audioUrl: asked.audio_url,
      prompt: asked.prompt,
      negativePrompt: asked.negative_prompt,
      seconds: asked.audio_url === undefined ? getSeconds(asked.duration) : MAXIMUM_AUDIO_SECONDS,
      variant,
    });
  },
};
