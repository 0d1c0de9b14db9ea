import type { Model } from '../model.ts';

/** Runway's limit, in UTF-16 code units, as JavaScript counts. */
const LONGEST_PROMPT = 1000;

/**
 * Runway's models, from the types of `@runwayml/sdk` 4.20. A model makes one shape of picture, so each shape has its
 * own name. The times are first guesses that measured ones replace.
 */
export const runwayModels: readonly Model[] = [
  createTurbo('gen4-turbo', '1280:720'),
  createTurbo('gen4-turbo-portrait', '720:1280'),
  createTurbo('gen4-turbo-square', '960:960'),
  createStandard('gen4.5', '1280:720'),
  createStandard('gen4.5-portrait', '720:1280'),
  createStandard('gen4.5-square', '960:960'),
];

function createTurbo(name: string, ratio: string): Model {
  return { ...createModel(name, 'gen4_turbo', ratio), expectedSeconds: 45 };
}

function createStandard(name: string, ratio: string): Model {
  return { ...createModel(name, 'gen4.5', ratio), expectedSeconds: 120, required: ['prompt'] };
}

function createModel(name: string, id: string, ratio: string): Omit<Model, 'expectedSeconds'> {
  return {
    kind: 'image-to-video',
    name,
    id,
    input: { image_url: 'promptImage', prompt: 'promptText', video_time: 'duration' },
    limits: { video_time: { oneOf: [5, 10] }, prompt: { longest: LONGEST_PROMPT } },
    fixed: { model: id, ratio },
  };
}
