import { kinds } from '../catalog/catalog.ts';
import { cancelled } from './cancellation.ts';
import { applyChange, type Task, type TaskChange } from './task.ts';
import { createTaskEvent } from './task-event.ts';

const BEGUN = Date.parse('2026-11-23T09:17:28.797Z');
const ENDED = Date.parse('2026-11-23T09:17:39.102Z');
const finishedAt = new Date(ENDED).toISOString();

const accepted: Omit<Task, 'request'> = {
  id: '6b041e9cff17e54d42a0b72b',
  owner: 'sample',
  kind: 'image-to-video',
  name: 'sample',
  variant: 0,
  fingerprint: '',
  status: 'initialized',
  coins: 30,
  provider: 'embedded',
  version: 6,
  createdAt: new Date(BEGUN).toISOString(),
  updatedAt: new Date(BEGUN).toISOString(),
  progress: 0,
  expiresAt: BEGUN / 1000,
};

/** What the sample went through, by the type of the event that says so; any other type is about one that is under way. */
const changes: Readonly<Record<string, TaskChange>> = {
  'task.completed': {
    status: 'completed',
    progress: 100,
    resultKey: 'results/6b041e9cff17e54d42a0b72b/sample.mp4',
    finishedAt,
  },
  'task.failed': {
    status: 'failed',
    failure: { code: 'image_unreachable', message: 'A sample of a failure.' },
    finishedAt,
  },
  'task.cancelled': { status: 'failed', failure: cancelled, finishedAt },
  'task.started': { status: 'sent' },
};

/**
 * The `data` that an event of this type would have about a task of the kind image-to-video, which there never was.
 * @param type a type about tasks, such as `task.completed`
 */
export function sampleTaskData(type: string, mediaUrl: string): Record<string, unknown> {
  const change = changes[type] ?? { status: 'processing', progress: 40 };
  const { request, example } = kinds['image-to-video'];
  const task = { ...accepted, request: request.parse(example) };
  return createTaskEvent(applyChange(task, change, ENDED), mediaUrl).data;
}
