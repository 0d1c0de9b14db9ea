/** What the fields of the format before 2026-11-28 have become; it knew two kinds of model. */
const MOVED: Readonly<Record<string, string>> = {
  seconds: 'limits.video_time.oneOf',
  promptRequired: 'required: ["prompt"]',
  longestPrompt: 'limits.prompt.longest',
  negativePrompt: 'input.negative_prompt, and limits.negative_prompt.longest for the longest',
  lastFrame: 'input.end_image_url',
  lora: 'input.lora',
  'input.image': 'input.image_url',
  'input.lastImage': 'input.end_image_url',
  'input.negativePrompt': 'input.negative_prompt',
  'input.seconds': 'input.video_time',
  'input.secondsAs': 'limits.video_time.oneOf with texts, such as ["5", "10"]',
  'input.promptExpansion': 'input.extend_prompt',
};

const EXAMPLE = {
  kind: 'image-to-video',
  name: '…',
  id: '…',
  expectedSeconds: 60,
  input: { image_url: '…', prompt: '…', video_time: '…' },
  required: ['prompt'],
  limits: { video_time: { oneOf: [5, 10] } },
};

/** Which fields of a model are of the old format, and what they are now; undefined if there are none. Repeats no value. */
export function describeOldFormat(model: object): string | undefined {
  const input: unknown = 'input' in model ? model.input : undefined;
  const inner = typeof input === 'object' && input !== null && !('kind' in model) ? input : {};
  const names = [...Object.keys(model), ...Object.keys(inner).map((field) => `input.${field}`)];
  const moved = names.flatMap((name) => {
    const now = Object.hasOwn(MOVED, name) ? MOVED[name] : undefined;
    return now === undefined ? [] : [`${name} is now ${now}`];
  });
  if (moved.length === 0) return undefined;
  return `has the format of before 2026-11-28: ${moved.join('; ')}. A model is now written as ${JSON.stringify(EXAMPLE)}`;
}
