import type { ModelInput, ProviderModel } from '../provider.ts';

const input: ModelInput = { image: 'promptImage', prompt: 'promptText', seconds: 'duration' };
/** Runway's limit, in UTF-16 code units, as JavaScript counts. */
const LONGEST_PROMPT = 1000;

/**
 * Runway's models, from the types of `@runwayml/sdk` 4.20. A model makes one shape of picture, so each shape has a name
 * of its own. The times are first guesses that measured ones replace.
 */
export const runwayModels: readonly [ProviderModel, ...ProviderModel[]] = [
  turbo('gen4-turbo', '1280:720'),
  turbo('gen4-turbo-portrait', '720:1280'),
  turbo('gen4-turbo-square', '960:960'),
  standard('gen4.5', '1280:720'),
  standard('gen4.5-portrait', '720:1280'),
  standard('gen4.5-square', '960:960'),
];

function turbo(name: string, ratio: string): ProviderModel {
  return {
    name,
    id: 'gen4_turbo',
    seconds: [5, 10],
    expectedSeconds: 45,
    longestPrompt: LONGEST_PROMPT,
    input,
    fixed: { model: 'gen4_turbo', ratio },
  };
}

function standard(name: string, ratio: string): ProviderModel {
  return {
    name,
    id: 'gen4.5',
    seconds: [5, 10],
    expectedSeconds: 120,
    promptRequired: true,
    longestPrompt: LONGEST_PROMPT,
    input,
    fixed: { model: 'gen4.5', ratio },
  };
}
