import * as z from 'zod';
import { isTaskKind, type TaskKind } from '../catalog/catalog.ts';
import type { KindModel } from './kind-model.ts';
import type { ProviderModel } from './provider.ts';

const NO_KIND = 'must be the name of a kind of task other than image-to-video';

const inputSchema = z.strictObject({
  image: z.string(),
  lastImage: z.string().optional(),
  prompt: z.string(),
  negativePrompt: z.string().optional(),
  seconds: z.string().optional(),
  secondsAs: z.enum(['number', 'text']).optional(),
  lora: z.string().optional(),
  promptExpansion: z.string().optional(),
});

const modelSchema: z.ZodType<ProviderModel> = z.strictObject({
  name: z.string().min(1),
  id: z.string().min(1),
  seconds: z.array(z.int().positive()).min(1),
  expectedSeconds: z.number().positive(),
  promptRequired: z.boolean().optional(),
  longestPrompt: z.int().positive().optional(),
  negativePrompt: z.union([z.boolean(), z.int().positive()]).optional(),
  lastFrame: z.boolean().optional(),
  lora: z.boolean().optional(),
  input: inputSchema.optional(),
  fixed: z.record(z.string(), z.json()).optional(),
});

const kindModelSchema: z.ZodType<KindModel> = z.strictObject({
  kind: z
    .string()
    .refine((kind): kind is TaskKind => isTaskKind(kind) && kind !== 'image-to-video', NO_KIND),
  name: z.string().min(1),
  id: z.string().min(1),
  expectedSeconds: z.number().positive(),
  input: z.record(z.string(), z.string().min(1)),
  required: z.array(z.string()).optional(),
  ignored: z.array(z.string()).optional(),
  fixed: z.record(z.string(), z.json()).optional(),
  result: z.string(),
});

const aliasSchema = z.strictObject({ name: z.string().min(1), like: z.string().min(1) });

const modelChoice = z.union(
  [z.string(), aliasSchema, modelSchema, kindModelSchema],
  'must be the name of a model, { name, like } to give one another name, or a model in full, with its kind where that is not image-to-video',
);

/** A model of the provider's own by its name, under another name, or one that the operator describes in full. */
export type ModelChoice = z.output<typeof modelChoice>;

const entrySchema = z.looseObject({
  type: z.string('is missing: the kind of provider'),
  /** What records and requests call it; its type where it is left out. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, 'must be lower-case letters, digits, dots and hyphens')
    .optional(),
  models: z.tuple([modelChoice], modelChoice, 'must name one model at least').optional(),
  limits: z
    .strictObject({
      /** How many tasks may be at the provider at once. */
      inFlight: z.int().positive().optional(),
      startsPerMinute: z.number().positive().optional(),
    })
    .default({}),
  /** What the operator asks for it, in coins per second of video. */
  price: z.strictObject({ coinsPerSecond: z.number().nonnegative() }).optional(),
  /** True where it can reach addresses of this machine or network, so that they are handed on as they are. */
  reachesPrivateAddresses: z.boolean().default(false),
  /** How long one request to it may take, in seconds. */
  timeoutSeconds: z.number().positive().max(60).optional(),
});

/** The operator's list; the order is that of preference. */
export const providersConfiguration = z.array(entrySchema);

/** One provider's entry; what is not named here are the settings of its adapter, credentials among them. */
export type ProviderEntry = z.output<typeof entrySchema>;

/** The operator's list of providers can't be used; the message names the provider and every setting at fault. */
export class ProviderConfigurationError extends Error {
  override readonly name = 'ProviderConfigurationError';
}

/** Names what is wrong, never a value: it may be a secret. */
export function configurationError(where: string, error: unknown): ProviderConfigurationError {
  if (!(error instanceof z.ZodError)) {
    const message = error instanceof Error ? error.message : 'unknown';
    return new ProviderConfigurationError(`${where}: ${message}`);
  }
  const issues = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
  return new ProviderConfigurationError(`${where}: ${issues.join('; ')}.`);
}
