import { definePictureModel } from '../define-picture-model.ts';

/** Pictures by GPT Image: A2E's `userGptImage` (a2e-api 16). */
export const gptImage = definePictureModel({
  kind: 'gpt-image',
  summary: 'GPT Image',
  path: '/api/v1/userGptImage',
});
