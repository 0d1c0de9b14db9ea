import { definePictureModel } from '../define-picture-model.ts';

/** Pictures by Qwen Image 2: A2E's `userQwen2Image` (a2e-api 16). */
export const qwen2Image = definePictureModel({
  kind: 'qwen-2-image',
  summary: 'Qwen 2 image',
  path: '/api/v1/userQwen2Image',
});
