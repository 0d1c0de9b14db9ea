import { definePictureModel } from '../define-picture-model.ts';

/** Pictures by FLUX.2: A2E's `userFlux2` (a2e-api 16). */
export const flux2 = definePictureModel({
  kind: 'flux-2',
  summary: 'FLUX.2 image',
  path: '/api/v1/userFlux2',
});
