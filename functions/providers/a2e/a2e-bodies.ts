import { type KindRequest, kinds } from '../../catalog/catalog.ts';
import type { AdapterStart } from '../adapter.ts';
import { ANY_VERSION } from '../model.ts';
import { DEFAULT_MODEL } from './a2e.ts';

/** The longest `title` of an avatar's video (a2e-api 5.1), in characters. */
const LONGEST_TITLE = 40;

/**
 * The body of a start: the request as it was read, whose fields are A2E's own. It is named by our task's id, so that it
 * can be found there. An empty `negative_prompt` goes along: the live service refuses a start of image-to-video without
 * it (a2e-api 2.2).
 * @param referenced the fields that name something of the owner's, as A2E knows it
 */
export function createBody(
  { kind, taskId, request, model, callbackUrl }: AdapterStart,
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
    ...(fields['model_type'] === 'GENERAL' ? { end_image_url: undefined } : {}),
    model_version: getVersion(model.id, request),
    ...(callbackUrl === undefined ? {} : { webhook_url: callbackUrl }),
  };
}

/** The default model is not sent: A2E then takes the account's own (a2e-api 2.2). */
function getVersion(id: string, { model_version }: KindRequest): string | undefined {
  if (id === ANY_VERSION) return model_version;
  return model_version === undefined && id === DEFAULT_MODEL ? undefined : id;
}

/** Fields that A2E's two generations of documentation spell differently (a2e-api 6): both are sent. */
function spelled(kind: AdapterStart['kind'], request: KindRequest): Record<string, unknown> {
  if (kind !== 'avatar-training') return {};
  const { video_background_image: image, video_background_color: color } = request;
  return {
    ...(image === undefined ? {} : { video_backgroud_image: image }),
    ...(color === undefined ? {} : { video_backgroud_color: color }),
  };
}
