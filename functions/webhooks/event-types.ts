/** What endpoints can subscribe to. */
export const EVENT_TYPES = [
  'task.completed',
  'task.failed',
  'task.cancelled',
  'task.started',
  'task.progress',
  'webhook.disabled',
  'webhook.ping',
] as const;

/** What an endpoint gets that names no types. */
export const DEFAULT_EVENT_TYPES: readonly string[] = [
  'task.completed',
  'task.failed',
  'webhook.disabled',
];

/** What the URL given with a task gets, and what `task.*` means: types that came later have to be named. */
const PER_TASK_EVENT_TYPES: readonly string[] = ['task.completed', 'task.failed'];

/** What `events` of an endpoint may list: a type, or `task.*` for how tasks end. `webhook.ping` is sent on request only. */
export const EVENT_FILTERS = [
  'task.*',
  ...EVENT_TYPES.filter((type) => type !== 'webhook.ping'),
] as const;

/** True when one of the filters names this type, or its group does. */
export function typeMatches(filters: readonly string[], type: string): boolean {
  return filters.includes(type) || (goesToTaskUrl(type) && filters.includes('task.*'));
}

/** True for the types that go to the URL given with a task. */
export function goesToTaskUrl(type: string): boolean {
  return PER_TASK_EVENT_TYPES.includes(type);
}
