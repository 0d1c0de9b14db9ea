import type { paths } from '#api-types';
import { getData } from '../../client/get-data.ts';
import { api, callPath } from './client.ts';

type DataOf<Answer> = Answer extends {
  get: { responses: { 200: { content: { 'application/json': { data: infer Data } } } } };
}
  ? Data
  : never;

export type TaskPage = DataOf<paths['/api/v1/tasks']>;
export type TaskItem = TaskPage['rows'][number];
export type TaskDetail = DataOf<paths['/api/v1/tasks/{id}']>;
export type TimelineEntry = DataOf<paths['/api/v1/tasks/{id}/timeline']>['rows'][number];

/** What the history is narrowed to; the names are those of the API's query. */
export interface TaskFilters {
  readonly kind?: string;
  readonly status?: string;
  readonly provider?: string;
  readonly external_id?: string;
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
}

type TaskQuery = NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>;

/** A page of tasks, newest first. */
export const listTasks = (filters: TaskFilters, after: string | undefined, signal?: AbortSignal) =>
  getData(
    api.GET('/api/v1/tasks', {
      params: { query: { ...filters, limit: 50, ...(after ? { after } : {}) } as TaskQuery },
      ...(signal ? { signal } : {}),
    }),
  );

/** One task with its request. */
export const getTask = (id: string, signal?: AbortSignal) =>
  getData(
    api.GET('/api/v1/tasks/{id}', { params: { path: { id } }, ...(signal ? { signal } : {}) }),
  );

/** What happened to a task, oldest first. */
export const getTimeline = (id: string, signal?: AbortSignal) =>
  getData(
    api.GET('/api/v1/tasks/{id}/timeline', {
      params: { path: { id } },
      ...(signal ? { signal } : {}),
    }),
  );

/** Stops a task; its coins go back unless the provider goes on. */
export const cancelTask = (id: string) =>
  getData(api.POST('/api/v1/tasks/{id}/cancel', { params: { path: { id } } }));

export const deleteTask = (task: TaskItem) => callPath('DELETE', task.path);

/** Starts a task of a kind whose path the document lists; several at once answer the first. */
export async function startTask(path: string, body: object): Promise<string> {
  const data = await callPath<{ _id: string } | { _id: string }[]>('POST', path, body);
  const first = Array.isArray(data) ? data[0] : data;
  return first?._id ?? '';
}

/** What a start would cost, before it is made. */
export const getQuote = (endpoint: string, requestBody: Record<string, unknown>) =>
  getData(api.POST('/api/v1/generation/quote', { body: { endpoint, requestBody } }));
