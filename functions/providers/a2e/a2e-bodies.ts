import { type KindRequest, kinds } from '../../catalog/catalog.ts';
import type { AdapterStart, StartCall } from '../provider.ts';
import { DEFAULT_MODEL } from './a2e.ts';

/** The longest `title` of an avatar's video (a2e-api 5.1), in characters. */
const LONGEST_TITLE = 40;

/**
 * The body of a start of any kind but image-to-video: the request as it was read, whose fields are A2E's own. It is named
 * by our task's id, so that it can be found there.
 * @param referenced the fields that name something of the owner's, as A2E knows it
 */
export function createBody(
  { kind, taskId, request, callbackUrl }: StartCall,
  referenced: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const { provider: _provider, references: _references, name: _name, ...fields } = request;
  const { copiesField } = kinds[kind];
  return {
    ...fields,
    ...spelled(kind, request),
    ...(copiesField === undefined ? {} : { [copiesField]: 1 }),
    ...referenced,
    ...(kind === 'avatar-video' ? { title: taskId.slice(0, LONGEST_TITLE) } : { name: taskId }),
    ...(callbackUrl === undefined ? {} : { webhook_url: callbackUrl }),
  };
}

/** Fields that A2E's two generations of documentation spell differently (a2e-api 6): both are sent. */
function spelled(kind: StartCall['kind'], request: KindRequest): Record<string, unknown> {
  if (kind !== 'avatar-training') return {};
  const { video_background_image: image, video_background_color: color } = request;
  return {
    ...(image === undefined ? {} : { video_backgroud_image: image }),
    ...(color === undefined ? {} : { video_backgroud_color: color }),
  };
}

/**
 * The body of a start of image-to-video. `negative_prompt` goes along even when it is empty: the live service refuses a
 * start without it (a2e-api 2.2).
 */
export function imageToVideoBody({
  taskId,
  model,
  request,
  callbackUrl,
}: AdapterStart): Record<string, unknown> {
  const { mask_face, lora, end_image_url, model_type } = request;
  const isDefault = request.model_version === undefined && model.id === DEFAULT_MODEL;
  return {
    name: taskId,
    image_url: request.image_url,
    prompt: request.prompt,
    negative_prompt: request.negative_prompt,
    video_time: request.video_time,
    number_of_images: 1,
    model_type,
    ...(model_type === 'FLF2V' ? { end_image_url } : {}),
    extend_prompt: request.extend_prompt,
    skip_face_enhance: request.skip_face_enhance,
    minor_suspected_skip: request.minor_suspected_skip,
    ...(mask_face === undefined ? {} : { mask_face }),
    ...(isDefault ? {} : { model_version: model.id }),
    ...(lora === undefined ? {} : { lora }),
    ...(callbackUrl === undefined ? {} : { webhook_url: callbackUrl }),
  };
}
