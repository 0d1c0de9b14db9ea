import * as z from 'zod';
import { environmentNames } from './contract.ts';

/** Seconds in 30 days: how long records are kept. */
const THIRTY_DAYS = 30 * 24 * 60 * 60;
/** Seconds in two hours: after this A2E fails a task by itself (a2e-api 1.3). */
const TWO_HOURS = 2 * 60 * 60;

const positive = z.coerce.number().int().positive();

/** The services that are called at an endpoint, by the end of the variable that names it (AWS SDKs Reference Guide). */
const endpointNames = ['DYNAMODB', 'EVENTBRIDGE', 'SSM', 'S3', 'KMS', 'LAMBDA', 'SFN'] as const;

/** What every function may find in its environment; each is required only where it is used. */
const variables = z.object({
  [environmentNames.tasksTable]: z.string().optional(),
  [environmentNames.accountsTable]: z.string().optional(),
  [environmentNames.webhooksTable]: z.string().optional(),
  [environmentNames.parametersPath]: z.string().optional(),
  [environmentNames.providersTable]: z.string().optional(),
  [environmentNames.resourcesTable]: z.string().optional(),
  [environmentNames.mediaBucket]: z.string().optional(),
  [environmentNames.mediaUrl]: z.string().optional(),
  [environmentNames.uploadUrl]: z.string().optional(),
  [environmentNames.taskWorkflow]: z.string().optional(),
  [environmentNames.deliveryWorkflow]: z.string().optional(),
  [environmentNames.renderFunction]: z.string().optional(),
  [environmentNames.transferFunction]: z.string().optional(),
  [environmentNames.measureFunction]: z.string().optional(),
  [environmentNames.deliveryFunction]: z.string().optional(),
  [environmentNames.speechFunction]: z.string().optional(),
  [environmentNames.languageFunction]: z.string().optional(),
  [environmentNames.providerFunction]: z.string().optional(),
  [environmentNames.apiFunction]: z.string().optional(),
  [environmentNames.describeFunction]: z.string().optional(),
  [environmentNames.callbackUrl]: z.url().optional(),
  [environmentNames.contact]: z.string().optional(),
  [environmentNames.encryptionKey]: z.string().optional(),
  [environmentNames.requestsPerMinute]: positive.optional(),
  [environmentNames.startsPerMinute]: positive.optional(),
  [environmentNames.rendersAtOnce]: positive.optional(),
  [environmentNames.openTasks]: positive.optional(),
  [environmentNames.tasksPerDay]: positive.optional(),
  [environmentNames.loopback]: z.enum(['allowed', 'refused']).default('refused'),
  DEFAULT_OWNER: z.string().default('operator'),
  RECORDS_KEPT_SECONDS: positive.default(THIRTY_DAYS),
  TASK_DEADLINE_SECONDS: positive.default(TWO_HOURS),
  FFMPEG_PATH: z.string().optional(),
  AWS_REGION: z.string().default('us-east-1'),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_ENDPOINT_URL: z.string().optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.string().optional(),
  AWS_ENDPOINT_URL_EVENTBRIDGE: z.string().optional(),
  AWS_ENDPOINT_URL_SSM: z.string().optional(),
  AWS_ENDPOINT_URL_S3: z.string().optional(),
  AWS_ENDPOINT_URL_KMS: z.string().optional(),
  AWS_ENDPOINT_URL_LAMBDA: z.string().optional(),
  AWS_ENDPOINT_URL_SFN: z.string().optional(),
});

/** A service without an endpoint named for it is called at the one for all, or else at AWS. */
const environment = variables.transform((given) => ({
  ...given,
  ...Object.fromEntries(
    endpointNames.map((name) => [
      `AWS_ENDPOINT_URL_${name}`,
      given[`AWS_ENDPOINT_URL_${name}`] ?? given.AWS_ENDPOINT_URL,
    ]),
  ),
  /** What the host names of AWS's services end in, in the partition of the region. */
  AWS_DNS_SUFFIX: given.AWS_REGION.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com',
}));

export type EndpointName = (typeof endpointNames)[number];
export type Config = z.output<typeof environment>;

/**
 * The only reader of the environment.
 * @throws ZodError naming the variable whose value can't be read.
 */
export function readConfig(values: Record<string, string | undefined> = process.env): Config {
  // Once in a process: compiling the schema would take longer than reading by it.
  return environment.parse(values, { jitless: true });
}

/**
 * A variable that the caller can't do without.
 * @throws Error naming it.
 */
export function required<Name extends keyof Config>(
  config: Config,
  name: Name,
): NonNullable<Config[Name]> {
  const value = config[name];
  if (value === undefined || value === null) throw new Error(`The environment lacks ${name}.`);
  return value;
}
