import type { ImageToVideoRequest } from '../catalog/kinds/image-to-video.ts';
import type { ProviderModel, Refusal } from './provider.ts';

/** A2E's own word for its standard model: wherever the operator hasn't named a model so, the default one. */
const STANDARD_MODEL = 'a2e';
/** A video may be longer than asked for by this much, in seconds, where the model doesn't make the exact length. */
const LONGER_AT_MOST = 1;

/** The model that the request asks for; nothing when there is none of that name. */
export function findModel(
  models: readonly [ProviderModel, ...ProviderModel[]],
  request: ImageToVideoRequest,
): ProviderModel | undefined {
  const asked = request.model_version;
  const named = models.find(({ name }) => name === asked);
  return named ?? (asked === undefined || asked === STANDARD_MODEL ? models[0] : undefined);
}

/** The length of video that the model makes for the request, in seconds; nothing when none is near enough. */
export function getLength(model: ProviderModel, request: ImageToVideoRequest): number | undefined {
  const asked = request.video_time;
  return model.seconds.find((made) => made >= asked && made <= asked + LONGER_AT_MOST);
}

/** The fields of the request that the model can't honour. */
export function modelRefusals(model: ProviderModel, request: ImageToVideoRequest): Refusal[] {
  return [
    ...lengthRefusals(model, request),
    ...promptRefusals(model, request),
    ...extraRefusals(model, request),
  ];
}

function lengthRefusals(model: ProviderModel, request: ImageToVideoRequest): Refusal[] {
  if (getLength(model, request) !== undefined) return [];
  const message = `is not a length that ${model.name} makes: it makes ${model.seconds.join(', ')} seconds`;
  return [{ field: 'video_time', message }];
}

function promptRefusals(model: ProviderModel, request: ImageToVideoRequest): Refusal[] {
  const { prompt, negative_prompt } = request;
  const refusals: Refusal[] = [];
  if (model.promptRequired && prompt.trim() === '') {
    refusals.push({ field: 'prompt', message: `is required by ${model.name}` });
  }
  if (model.longestPrompt !== undefined && prompt.length > model.longestPrompt) {
    const message = `must be at most ${model.longestPrompt} characters for ${model.name}`;
    refusals.push({ field: 'prompt', message });
  }
  const longest = negativeLimit(model);
  if (negative_prompt.length > longest) {
    const message =
      longest === 0
        ? `is not taken by ${model.name}: say in the prompt what the video should show`
        : `must be at most ${longest} characters for ${model.name}`;
    refusals.push({ field: 'negative_prompt', message });
  }
  return refusals;
}

function negativeLimit({ negativePrompt = false }: ProviderModel): number {
  if (typeof negativePrompt === 'number') return negativePrompt;
  return negativePrompt ? Number.POSITIVE_INFINITY : 0;
}

function extraRefusals(model: ProviderModel, request: ImageToVideoRequest): Refusal[] {
  const refusals: Refusal[] = [];
  if (request.model_type === 'FLF2V' && !model.lastFrame) {
    const message = `FLF2V is not taken by ${model.name}: it starts from one picture only`;
    refusals.push({ field: 'model_type', message });
  }
  if (request.lora !== undefined && !model.lora) {
    refusals.push({ field: 'lora', message: `is not taken by ${model.name}: it has no presets` });
  }
  return refusals;
}
