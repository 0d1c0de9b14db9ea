import * as z from 'zod';
import { isCancelled } from '../../functions/tasks/cancellation.ts';
import type { Task } from '../../functions/tasks/task.ts';
import type { Evidence } from './evidence.ts';
import { check, type Finding } from './finding.ts';
import { markOf, type Received } from './outside-world.ts';

/** The receiver that gets every event of a task, not its outcome alone. */
export const EVERY_TYPE_PATH = '/endpoint/every-type';

const contentSchema = z.object({
  type: z.string(),
  data: z.object({ _id: z.string(), version: z.number() }),
});
const promptSchema = z.object({ prompt: z.string().optional() });

/** Whether every receiver got every event, and each of them under one id: one of a type, or of a type and version. */
export function auditEvents({ tasks, outside, endpointPaths }: Evidence): Finding[] {
  const events = Map.groupBy(outside.received, getOccurrence);
  const outcomes = Map.groupBy(outside.received.filter(isOutcome), (request) => read(request).id);
  const got = new Set(
    outside.received.map((request) =>
      getDelivery(read(request).id, read(request).type, request.path),
    ),
  );
  const announced = tasks.filter(({ failure }) => failure?.code !== 'abandoned');
  const expected = announced.flatMap((task) =>
    [getTaskPath(task), ...endpointPaths].map((path) =>
      getDelivery(task.id, getOutcome(task), path),
    ),
  );
  const cancelled = announced.filter(isCancelled);
  return [
    check('every receiver got every outcome', expected, (delivery) => got.has(delivery)),
    check('who asks for it was told of every cancellation', cancelled, ({ id }) =>
      got.has(getDelivery(id, 'task.cancelled', EVERY_TYPE_PATH)),
    ),
    check('every task has one outcome', [...outcomes], ([, requests]) =>
      isSame(requests, (request) => read(request).type),
    ),
    check('every event has one id, and always the same bytes', [...events], ([, requests]) =>
      isSame(requests, ({ eventId, body }) => `${eventId} ${body}`),
    ),
  ];
}

function read({ body }: Received) {
  const { type, data } = contentSchema.parse(JSON.parse(body));
  return { id: data._id, type, version: data.version };
}

/** A task's progress comes more than once, and each version is an event; all else comes once. */
function getOccurrence(request: Received): string {
  const { id, type, version } = read(request);
  return `${id} ${type} ${type === 'task.progress' ? version : ''}`;
}

function isOutcome(request: Received): boolean {
  return ['task.completed', 'task.failed'].includes(read(request).type);
}

function getOutcome({ status }: Task): string {
  return status === 'completed' ? 'task.completed' : 'task.failed';
}

function getTaskPath({ request }: Task): string {
  return `/task/${markOf(promptSchema.parse(request).prompt ?? '')}`;
}

function getDelivery(id: string, type: string, path: string): string {
  return `${id} ${type} ${path}`;
}

function isSame(requests: readonly Received[], what: (request: Received) => string): boolean {
  return new Set(requests.map(what)).size === 1;
}
