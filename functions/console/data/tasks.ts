import type { paths } from '#api-types';
import { getData } from '../../client/get-data.ts';
import type { TaskItem } from '../../client/kinds.ts';
import { api, callPath } from './client.ts';

export type TaskDetail = Awaited<ReturnType<typeof getTask>>;
export type TimelineEntry = Awaited<ReturnType<typeof getTimeline>>['rows'][number];

type TaskQuery = NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>;

/** What the history is narrowed to; days are the reader's own, `YYYY-MM-DD`, the last one included. */
export type TaskFilters = Partial<
  Record<'kind' | 'status' | 'provider' | 'external_id' | 'q' | 'from' | 'to', string>
>;

/** A page of tasks, newest first. */
export function listTasks({ from, to, ...filters }: TaskFilters, after = '', signal?: AbortSignal) {
  const query = {
    ...filters,
    ...(from && { from: startOfDay(from, 0) }),
    ...(to && { to: startOfDay(to, 1) }),
    ...(after && { after }),
    limit: 50,
  } as TaskQuery;
  return getData(api.GET('/api/v1/tasks', { params: { query }, signal: signal ?? null }));
}

function startOfDay(day: string, later: number): string {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}

const at = (id: string, signal?: AbortSignal) => ({
  params: { path: { id } },
  signal: signal ?? null,
});

/** One task with its request. */
export const getTask = (id: string, signal?: AbortSignal) =>
  getData(api.GET('/api/v1/tasks/{id}', at(id, signal)));

/** What happened to a task, oldest first. */
export const getTimeline = (id: string, signal?: AbortSignal) =>
  getData(api.GET('/api/v1/tasks/{id}/timeline', at(id, signal)));

/** Stops a task; its coins go back unless the provider goes on. */
export const cancelTask = (id: string) => getData(api.POST('/api/v1/tasks/{id}/cancel', at(id)));

export const deleteTask = (task: TaskItem) => callPath('delete', task.path);

/** Starts a task of a kind whose path the document lists; several at once answer the first. */
export async function startTask(path: string, body: object): Promise<string> {
  const data = await callPath<{ _id: string } | { _id: string }[]>('post', path, body);
  const first = Array.isArray(data) ? data[0] : data;
  return first?._id ?? '';
}

/** What a start would cost, before it is made. */
export const getQuote = (endpoint: string, requestBody: Record<string, unknown>) =>
  getData(api.POST('/api/v1/generation/quote', { body: { endpoint, requestBody } }));
