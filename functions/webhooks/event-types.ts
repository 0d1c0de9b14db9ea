/** What endpoints can subscribe to. */
export const EVENT_TYPES = [
  'task.completed',
  'task.failed',
  'webhook.disabled',
  'webhook.ping',
] as const;

/** What an endpoint gets that names no types. */
export const DEFAULT_EVENT_TYPES: readonly string[] = [
  'task.completed',
  'task.failed',
  'webhook.disabled',
];

/** What the URL given with a task gets. */
const PER_TASK_EVENT_TYPES: readonly string[] = ['task.completed', 'task.failed'];

/** What `events` of an endpoint may list: a type, or all types of a group. `webhook.ping` is sent on request only. */
export const EVENT_FILTERS = [
  'task.*',
  ...EVENT_TYPES.filter((type) => type !== 'webhook.ping'),
] as const;

/** True when one of the filters names this type, or its group. */
export function typeMatches(filters: readonly string[], type: string): boolean {
  const group = `${type.split('.')[0]}.*`;
  return filters.includes(type) || filters.includes(group);
}

/** True for the types that go to the URL given with a task. */
export function goesToTaskUrl(type: string): boolean {
  return PER_TASK_EVENT_TYPES.includes(type);
}
