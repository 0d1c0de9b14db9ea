import { definePictureModel } from '../define-picture-model.ts';

/** Pictures by Kling: A2E's `userKlingImage` (a2e-api 16). */
export const klingImage = definePictureModel({
  kind: 'kling-image',
  summary: 'Kling image',
  path: '/api/v1/userKlingImage',
});
