import { kinds } from '../catalog/catalog.ts';
import { toMediaView } from '../media/result-media.ts';
import { forecast } from './forecast.ts';
import type { Task } from './task.ts';
import { toTaskView } from './task-view.ts';

/** A task of any kind, in the same words for all; what A2E's own records spell in many ways. */
export function toTaskItem(task: Task, mediaUrl: string, now: number) {
  const record = toTaskView(task, mediaUrl);
  const urls = resultUrls(task, record);
  return {
    _id: task.id,
    kind: task.kind,
    name: task.name,
    prompt: toText(task.request['prompt'] ?? task.request['msg']),
    image_url: getPicture(task.request),
    current_status: task.status,
    process: task.progress,
    eta: forecast(task, now).eta ?? null,
    coins: task.coins,
    currency: task.currency ?? ('coins' as const),
    provider: task.provider,
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
    finishedAt: task.finishedAt ?? null,
    external_id: task.externalId ?? '',
    metadata: task.metadata ?? {},
    failed_code: task.failure?.code ?? '',
    failed_message: task.failure?.message ?? '',
    result_url: urls[0] ?? '',
    result_urls: urls,
    media: toMediaView(task.media, mediaUrl),
    path: `${kinds[task.kind].path}/${task.id}`,
  };
}

/** The same with what was asked for. */
export function toTaskDetail(task: Task, mediaUrl: string, now: number) {
  const { references: _references, ...request } = task.request;
  const { path, calls } = kinds[task.kind];
  const start = calls.find(({ effect }) => effect === 'start' || effect === 'start-array');
  return {
    ...toTaskItem(task, mediaUrl, now),
    request,
    start_path: `${path}${start?.path ?? ''}`,
  };
}

/** Where a kind's record has its file, or its files. */
function resultUrls(task: Task, record: Readonly<Record<string, unknown>>): string[] {
  const { field } = kinds[task.kind].result;
  const found = field === undefined ? [] : record[field];
  return (Array.isArray(found) ? found : [found]).filter(
    (url): url is string => typeof url === 'string' && url !== '',
  );
}

const pictureFields = ['image_url', 'face_url', 'face_image_url', 'image_urls', 'target_image_url'];

/** The first picture of a request; empty if it has none. */
function getPicture(request: Readonly<Record<string, unknown>>): string {
  const found = pictureFields.map((field) => request[field]).find((value) => value !== undefined);
  return toText(Array.isArray(found) ? found[0] : found);
}

const toText = (value: unknown) => (typeof value === 'string' ? value : '');
