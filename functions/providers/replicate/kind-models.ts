import type { KindModel } from '../kind-model.ts';

/**
 * Replicate's models of other kinds. Their fields and versions are as public clients of them send them, and could not be
 * compared with the models' own pages. The times are first guesses that measured ones replace.
 */
export const replicateKindModels: readonly KindModel[] = [
  {
    kind: 'text-to-image',
    name: 'sdxl',
    id: 'stability-ai/sdxl:7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc',
    expectedSeconds: 15,
    input: {
      prompt: 'prompt',
      negative_prompt: 'negative_prompt',
      width: 'width',
      height: 'height',
    },
    fixed: { num_outputs: 1 },
    result: '',
  },
  {
    kind: 'upscale',
    name: 'real-esrgan',
    id: 'nightmareai/real-esrgan:f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
    expectedSeconds: 10,
    input: { source_url: 'image', scale: 'scale', face_enhance: 'face_enhance' },
    result: '',
  },
];
