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
    path: getPath(task),
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

/** Fields of a request that hold the address of a picture, or a list of them. */
const pictureField = /(image|photo|face|picture|cover).*urls?$/;

/** The first picture of a request; empty if it has none. */
function getPicture(request: Readonly<Record<string, unknown>>): string {
  const fields = Object.keys(request).filter((name) => pictureField.test(name));
  const addresses = ['image_url', ...fields]
    .map((name) => request[name])
    .map((value) => (Array.isArray(value) ? value[0] : value));
  return toText(addresses.find((value) => typeof value === 'string'));
}

/** Where A2E's API shows the record; ours where A2E's has no such call. */
function getPath({ kind, id }: Task): string {
  const { path, calls } = kinds[kind];
  const details = calls.filter(
    ({ effect, method }) => effect.startsWith('detail') && method === 'GET',
  );
  const [shortest] = details
    .filter((call) => call.path.includes(':id'))
    .toSorted((a, b) => a.path.length - b.path.length);
  if (shortest) return `${path}${shortest.path.replace(':id', id)}`;
  const [other] = details;
  if (!other) return `/api/v1/tasks/${id}`;
  return `${path}${other.path}?${other.idField ?? 'id'}=${id}`;
}

const toText = (value: unknown) => (typeof value === 'string' ? value : '');
