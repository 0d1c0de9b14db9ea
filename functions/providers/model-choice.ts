import * as z from 'zod';
import { isTaskKind, kinds, type TaskKind } from '../catalog/catalog.ts';
import type { Model } from './model.ts';
import { describeOldFormat } from './old-model-format.ts';

const limitSchema = z.strictObject({
  longest: z.int().positive().optional(),
  oneOf: z
    .array(z.union([z.number(), z.string().min(1)]))
    .min(1)
    .optional(),
  atMostLonger: z.number().nonnegative().optional(),
});

const modelSchema = z
  .strictObject({
    kind: z
      .string('is missing: the kind of task that the model makes, such as image-to-video')
      .refine((kind): kind is TaskKind => isTaskKind(kind), 'must be the name of a kind of task'),
    name: z.string('is missing: what model_version says to choose it').min(1),
    id: z.string("is missing: the provider's name for the model").min(1),
    expectedSeconds: z.number('is missing: how long it takes, in seconds').positive(),
    input: z.record(
      z.string(),
      z.string().min(1),
      'is missing: by the kind\'s field, what the model calls it, such as { "image_url": "image" }',
    ),
    required: z.array(z.string()).optional(),
    ignored: z.array(z.string()).optional(),
    limits: z.record(z.string(), limitSchema).optional(),
    fixed: z.record(z.string(), z.json()).optional(),
    result: z.string().optional(),
  })
  .superRefine(requireLengths);

const aliasSchema = z.strictObject({
  name: z.string().min(1),
  like: z.string().min(1),
  id: z.string().min(1).optional(),
  expectedSeconds: z.number().positive().optional(),
});

/** Every request of such a kind has a length, so a model that says nothing of it would refuse them all. */
function requireLengths(
  { kind, input, ignored = [], limits = {} }: Pick<Model, 'kind' | 'input' | 'ignored' | 'limits'>,
  context: z.RefinementCtx,
): void {
  // An unknown kind has been refused already.
  if (!isTaskKind(kind)) return;
  for (const [field, { type }] of Object.entries(kinds[kind].modelFields ?? {})) {
    if (type !== 'seconds' || field in limits || ignored.includes(field)) continue;
    if (input && field in input) continue;
    const message =
      'is missing: the lengths that it makes, in seconds, such as { "oneOf": [5, 10] }';
    context.addIssue({ code: 'custom', path: ['limits', field], message });
  }
}

/** One of the provider's own models under another name, and maybe with another `id` or time. */
export type ModelAlias = z.output<typeof aliasSchema>;

/** What an entry of `models` may be: the name of one of the provider's own models, an alias, or a model in full. */
export type ModelChoice = string | ModelAlias | Model;

/** Reads an entry of `models`. What is wrong with it is said of the form that it seems to have. */
export const modelChoice = z.unknown().transform((given, context): ModelChoice => {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null) {
    const message = 'must be the name of a model, { name, like }, or a model in full with its kind';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const old = describeOldFormat(given);
  if (old !== undefined) {
    context.addIssue({ code: 'custom', message: old });
    return z.NEVER;
  }
  const parsed = ('like' in given ? aliasSchema : modelSchema).safeParse(given);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return z.NEVER;
});
