import * as z from 'zod';
import { modelChoice } from './model-choice.ts';

const entrySchema = z.looseObject({
  type: z.string('is missing: the kind of provider'),
  /** What records and requests call it. Optional; defaults to its type. */
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
