import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Model } from '../model.ts';
import type { Json } from '../operation.ts';

/** A workflow as ComfyUI exports it for its API ("Save (API Format)"): nodes by id. */
export const workflowSchema = z.record(
  z.string(),
  z.looseObject({ class_type: z.string(), inputs: z.record(z.string(), z.json()) }),
  'must be a workflow in API format: an object of nodes, each with class_type and inputs',
);

export type Workflow = z.output<typeof workflowSchema>;

/** What a placeholder stands for. */
export interface WorkflowValues {
  readonly image: string;
  readonly end_image: string;
  readonly prompt: string;
  readonly negative_prompt: string;
  /** The length of the video, in seconds. */
  readonly seconds: number;
  readonly seed: number;
}

/** `{{prompt}}` and the like; `{{frames:16}}` is the number of frames at 16 a second, and the first one. */
const PLACEHOLDER = /\{\{(\w+)(?::(\d+))?\}\}/g;
/** By the request's field, the placeholder that stands for it. */
const FIELDS = {
  image_url: 'image',
  end_image_url: 'end_image',
  prompt: 'prompt',
  negative_prompt: 'negative_prompt',
};
const KNOWN = ['image', 'end_image', 'prompt', 'negative_prompt', 'seconds', 'seed', 'frames'];

/**
 * What a workflow takes is seen from its placeholders.
 * @throws Error naming a placeholder that means nothing here, or the missing `{{image}}`.
 */
export function workflowModel(
  name: string,
  workflow: Workflow,
  { seconds, expectedSeconds }: { seconds: readonly number[]; expectedSeconds: number },
): Model {
  const names = new Set(
    [...JSON.stringify(workflow).matchAll(PLACEHOLDER)].map(([, word]) => word),
  );
  const unknown = [...names].find((word) => !KNOWN.includes(word ?? ''));
  if (unknown) {
    throw new Error(
      `The workflow ${name} has a placeholder {{${unknown}}}; known: ${KNOWN.join(', ')}.`,
    );
  }
  if (!names.has('image')) throw new Error(`The workflow ${name} has no placeholder {{image}}.`);
  const input = Object.entries(FIELDS).filter(([, word]) => names.has(word));
  return {
    kind: 'image-to-video',
    name,
    id: name,
    expectedSeconds,
    input: { ...Object.fromEntries(input), video_time: 'seconds' },
    ignored: ['prompt'],
    limits: { video_time: { oneOf: seconds, atMostLonger: 1 } },
  };
}

/** The workflow with every placeholder filled. A text that is one placeholder of a number becomes the number. */
export function fillWorkflow(workflow: Workflow, values: WorkflowValues): Json {
  return fill(workflow as Json, values);
}

function fill(value: Json, values: WorkflowValues): Json {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((one) => fill(one, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, values)]));
}

function fillText(text: string, values: WorkflowValues): string | number {
  const whole = /^\{\{(\w+)(?::(\d+))?\}\}$/.exec(text);
  if (whole) return valueFor(values, whole[1] ?? '', whole[2]);
  return text.replace(
    PLACEHOLDER,
    (_all, word: string, rate?: string) => `${valueFor(values, word, rate)}`,
  );
}

function valueFor(values: WorkflowValues, word: string, rate = '16'): string | number {
  if (word === 'frames') return values.seconds * Number(rate) + 1;
  return values[word as keyof WorkflowValues];
}

/** The same for the same copy of the same task, and another for each of the copies. */
export function createSeed(taskId: string, variant: number): number {
  return createHash('sha256').update(`${taskId}/${variant}`).digest().readUIntBE(0, 6);
}
