import type { ImageToVideoRequest } from '../catalog/kinds/image-to-video.ts';
import type { Json, Picture, ProviderModel } from './provider.ts';

/** What the input of a model is made from. */
export interface InputParts {
  readonly request: ImageToVideoRequest;
  /** The length of the video, in seconds. */
  readonly seconds: number;
  readonly image: Picture;
  readonly lastImage?: Picture | undefined;
}

/** Fills the fields that the model names; empty texts are left out. */
export function modelInput(
  { input, fixed }: ProviderModel,
  parts: InputParts,
): Record<string, Json> {
  if (!input) return {};
  const { request, seconds, image, lastImage } = parts;
  const fields: [name: string | undefined, value: Json | undefined][] = [
    [input.image, pictureText(image)],
    [input.lastImage, lastImage && pictureText(lastImage)],
    [input.prompt, request.prompt || undefined],
    [input.negativePrompt, request.negative_prompt || undefined],
    [input.seconds, input.secondsAs === 'text' ? `${seconds}` : seconds],
    [input.lora, request.lora],
    [input.promptExpansion, request.extend_prompt],
  ];
  const filled = fields.filter(([name, value]) => name !== undefined && value !== undefined);
  return { ...fixed, ...Object.fromEntries(filled) };
}

function pictureText(picture: Picture): string {
  if ('url' in picture) return picture.url;
  return `data:${picture.mediaType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
}
