import { expect, it } from 'vitest';
import { operations } from '../../../../functions/api/operations/operations.ts';
import { findOperation } from '../../../../functions/api/server/match-operation.ts';
import { kinds, type TaskKind, taskKinds } from '../../../../functions/catalog/catalog.ts';
import type { Task } from '../../../../functions/tasks/task.ts';
import { toTaskDetail } from '../../../../functions/tasks/task-item.ts';

const now = Date.parse('2026-11-28T12:00:00.000Z');
const createdAt = new Date(now).toISOString();

/** A task of the kind's own example. */
function someTask(kind: TaskKind): Task {
  return {
    ...{ id: '6b041e9cff17e54d42a0b72b', owner: 'ada', kind, name: 'first', variant: 0 },
    ...{ request: kinds[kind].request.parse(kinds[kind].example), fingerprint: 'f' },
    ...{ status: 'initialized', coins: 30, provider: 'mock', version: 1, progress: 0 },
    ...{ createdAt, updatedAt: createdAt, expiresAt: 4_000_000_000 },
  };
}

it.each(taskKinds)('names calls that there are: a task of %s', (kind) => {
  const { path, start_path } = toTaskDetail(someTask(kind), 'https://media.test', now);
  const [pathname = ''] = path.split('?');
  expect(findOperation(operations, 'GET', pathname)).toHaveProperty('operation');
  expect(findOperation(operations, 'POST', start_path)).toHaveProperty('operation');
});

it('shows the first picture, by whatever name a kind has it', () => {
  const picture = 'https://example.com/photo.jpg';
  const shown = (request: object) =>
    toTaskDetail({ ...someTask('image-to-video'), request } as Task, 'https://media.test', now)
      .image_url;
  expect(shown({ image_url: picture, end_image_url: 'x' })).toBe(picture);
  expect(shown({ image_urls: [picture, 'x'] })).toBe(picture);
  expect(shown({ face_image_url: picture })).toBe(picture);
  expect(shown({ prompt: picture, video_url: picture })).toBe('');
});
