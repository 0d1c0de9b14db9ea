import { readFileSync } from 'node:fs';
import type { Node } from 'constructs';
import * as z from 'zod';
import { type StageOptions, stageOptions } from './stage-options.ts';

/** What differs between the deployments of the same stack. */
export interface Stage extends StageOptions {
  readonly name: string;
  readonly retainData: boolean;
  /** Whether an address that a user gives may lie on this machine. */
  readonly loopback: 'allowed' | 'refused';
  /** Where the API is reached when the template can't know it, without a slash at the end. */
  readonly apiUrl?: string;
  /** Where media are read when the template can't know it, without a slash at the end. */
  readonly mediaUrl?: string;
  /** Where providers reach an API whose own address they can't, without a slash at the end. */
  readonly callbackUrl?: string;
}

/** Leaves most of an account's usual 1,000 concurrent invocations to everything else. */
const RENDERS_AT_ONCE = 100;
const stagesFile = 'stages.json';
const longestName = 20;

/** What the local run is made with: the options that mean something on one machine, and its addresses. */
const localOptions = stageOptions
  .pick({ corsOrigins: true, requestsPerMinute: true, startsPerMinute: true })
  .extend(stageOptions.pick({ openTasks: true, tasksPerDay: true, renderMegabytes: true }).shape)
  .extend({
    port: z.int().min(0).max(65_535).default(8_787),
    callbackUrl: z
      .url({ protocol: /^https?$/, error: 'must be a public http(s) address.' })
      .optional(),
  });

/** The stages by name, as in infra/stages.json. */
export function readStages(): unknown {
  return JSON.parse(readFileSync(new URL(stagesFile, import.meta.url), 'utf8'));
}

/**
 * Reads the stage that the app's context names as `stage`; `prod` unless given. Its options are those of `stages`, so
 * that a deployment never depends on what was typed for the last one. The stage `local`, for the run on one machine,
 * has its options in the context.
 * @throws Error that names the option and what it must be.
 */
export function readStage(node: Node, stages: unknown = readStages()): Stage {
  const name = String(node.tryGetContext('stage') ?? 'prod');
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name.length > longestName) {
    throw new Error(
      `"${name}" is not a stage's name: give up to ${longestName} lower-case letters, digits and hyphens, a letter first.`,
    );
  }
  return name === 'local' ? readLocalStage(node) : readDeployedStage(node, name, stages);
}

function readDeployedStage(node: Node, name: string, stages: unknown): Stage {
  const given = z.record(z.string(), z.unknown()).parse(stages)[name];
  if (given === undefined) {
    throw new Error(
      `There is no stage "${name}" in infra/${stagesFile}: add "${name}": {} with the options that it shall have.`,
    );
  }
  const typed = Object.keys(stageOptions.shape).find(
    (key) => node.tryGetContext(key) !== undefined,
  );
  if (typed !== undefined) {
    throw new Error(
      `Write "${typed}" into infra/${stagesFile}, under "${name}": with -c it would be lost by the next deployment.`,
    );
  }
  const options = parse(stageOptions, given, `infra/${stagesFile}, stage "${name}":`);
  const { retainData = name === 'prod', rendersAtOnce = RENDERS_AT_ONCE } = options;
  return { ...options, name, retainData, rendersAtOnce, loopback: 'refused' };
}

function readLocalStage(node: Node): Stage {
  const given = Object.fromEntries(
    Object.keys(localOptions.shape)
      .map((key) => [key, fromText(key, node.tryGetContext(key))])
      .filter(([, value]) => value !== undefined),
  );
  const { port, callbackUrl, ...options } = parse(localOptions, given, 'The context');
  return {
    ...stageOptions.parse(options),
    name: 'local',
    retainData: false,
    loopback: 'allowed',
    apiUrl: `http://localhost:${port}`,
    mediaUrl: `http://localhost:${port + 1}`,
    ...(callbackUrl ? { callbackUrl: callbackUrl.replace(/\/$/, '') } : {}),
  };
}

/** What the command line and the environment give as text: numbers, and lists separated by commas. */
function fromText(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || key === 'callbackUrl') return value;
  if (key !== 'corsOrigins') return value.trim() === '' ? value : Number(value);
  const origins = value.split(',').map((origin) => origin.trim());
  return origins.filter((origin) => origin !== '');
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  const known = Object.keys(stageOptions.shape).join(', ');
  const problems = error.issues.map(({ code, path, message }) =>
    code === 'unrecognized_keys' && path.length === 0
      ? `${where} ${message}; there are ${known}`
      : `${where} "${path.filter((part) => typeof part === 'string').join('.')}" ${message}`,
  );
  throw new Error(problems.join('\n'));
}
