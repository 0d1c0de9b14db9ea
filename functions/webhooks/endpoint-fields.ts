import * as z from 'zod';
import { headerProblems } from './custom-headers.ts';
import { DEFAULT_EVENT_TYPES, EVENT_FILTERS } from './event-types.ts';
import { patternProblems } from './pattern-problems.ts';
import { SCHEDULE_NAMES } from './retry-schedule.ts';

const MAX_METADATA_MEMBERS = 20;

function textUpTo(most: number) {
  return z.string('must be a string').max(most, `must be at most ${most} characters`);
}

const eventFilter = z.enum(EVENT_FILTERS, `must be one of ${EVENT_FILTERS.join(', ')}`);

const metadata = z
  .record(z.string().max(40), textUpTo(500), 'must be an object whose members are strings')
  .refine((labels) => Object.keys(labels).length <= MAX_METADATA_MEMBERS, {
    error: `must have at most ${MAX_METADATA_MEMBERS} members`,
  });

const headers = z
  .record(z.string(), z.string('must be a string'), 'must be an object whose members are strings')
  .superRefine((given, context) => {
    for (const { name, message } of headerProblems(given)) {
      context.addIssue({ code: 'custom', message, path: name === undefined ? [] : [name] });
    }
  });

const filter = z
  .record(z.string(), z.unknown(), 'must be an object: an event pattern')
  .superRefine((given, context) => {
    for (const { path, message } of patternProblems(given)) {
      context.addIssue({ code: 'custom', message, path: [...path] });
    }
  });

const range = (from: number, to: number) => {
  const message = `must be an integer from ${from} to ${to}`;
  return z.int(message).min(from, message).max(to, message);
};

/** How an endpoint is called: all of them optional. `null` takes a limit or a filter away. */
const optionFields = {
  schedule: z.enum(SCHEDULE_NAMES, `must be one of ${SCHEDULE_NAMES.join(', ')}`),
  timeout_seconds: range(1, 30),
  max_in_flight: range(1, 100).nullable(),
  payload: z.enum(['full', 'thin'], 'must be full or thin'),
  filter: filter.nullable(),
  headers,
};

/** The fields of an endpoint that its owner sets. The URL's address is checked where it is registered. */
function createFields(taskKinds: readonly string[]) {
  return {
    url: z.string('must be a string holding a URL'),
    events: z
      .array(eventFilter, 'must be an array of event types')
      .min(1, 'must name one event type at least')
      .max(EVENT_FILTERS.length, 'names a type twice'),
    kinds: z
      .array(z.enum(taskKinds, `must be one of ${taskKinds.join(', ')}`), 'must be an array')
      .max(taskKinds.length, 'names a kind twice'),
    description: textUpTo(500),
    metadata,
    enabled: z.boolean('must be true or false'),
    ...optionFields,
  };
}

/** The body that registers an endpoint. `taskKinds` are the kinds there are. */
export function newEndpointFields(taskKinds: readonly string[]) {
  const fields = createFields(taskKinds);
  return z.object({
    url: fields.url,
    events: fields.events.default([...DEFAULT_EVENT_TYPES] as z.output<typeof fields.events>),
    kinds: fields.kinds.default([]),
    description: fields.description.default(''),
    metadata: fields.metadata.default({}),
    enabled: fields.enabled.default(true),
    ...z.object(optionFields).partial().shape,
  });
}

/** The body that changes an endpoint: any of the fields. */
export function endpointChangeFields(taskKinds: readonly string[]) {
  return z.object(createFields(taskKinds)).partial();
}

/** The body that rotates a secret. */
export const rotationFields = z.object({
  /** `after-24-hours`: the old secret signs beside the new one for a day. */
  changeover: z
    .enum(['after-24-hours', 'at-once'], 'must be after-24-hours or at-once')
    .default('after-24-hours'),
});

export type NewEndpointFields = z.output<ReturnType<typeof newEndpointFields>>;
type Options = z.output<z.ZodObject<typeof optionFields>>;
export type OptionFields = { readonly [Name in keyof Options]?: Options[Name] | undefined };
export type EndpointChangeFields = z.output<ReturnType<typeof endpointChangeFields>>;
