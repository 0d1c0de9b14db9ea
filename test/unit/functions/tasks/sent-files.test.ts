import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inputSchema } from '../../../../functions/api/document/json-schema.ts';
import { kinds, type TaskKind, taskKinds } from '../../../../functions/catalog/catalog.ts';
import { findMediaFields } from '../../../../functions/catalog/media-fields.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import { quoteRequest } from '../../../../functions/tasks/quote-request.ts';
import { takeSentFiles } from '../../../../functions/tasks/sent-files.ts';
import { toTaskView } from '../../../../functions/tasks/task-view.ts';
import { createUploadedFiles } from '../../../../functions/tasks/uploaded-files.ts';
import { createService } from '../../../fakes/service.ts';

const photo = Buffer.from('ffd8ffe000104a464946', 'hex');
const dataUrl = `data:image/jpeg;base64,${photo.toString('base64')}`;
const sha256 = createHash('sha256').update(photo).digest('hex');
const kind = 'image-to-video';
const address = new RegExp(`^https://media.test/uploads/[0-9a-f]{32}/${sha256}\\.jpg$`);

async function createUploads() {
  const service = await createService();
  const stored = new Map<string, { bytes: Uint8Array; mediaType: string }>();
  const media = {
    size: async (key: string) => stored.get(key)?.bytes.length,
    remove: async (key: string) => void stored.delete(key),
    put: async (key: string, bytes: Uint8Array, mediaType: string) =>
      void stored.set(key, { bytes, mediaType }),
  };
  const uploads = createUploadedFiles(media, service);
  const context = { ...service.context, uploads };
  const start = (body: object, key?: string) =>
    createTask(context, {
      owner: 'ada',
      kind,
      body,
      ...(key === undefined ? {} : { idempotencyKey: key }),
    });
  return { ...service, context, stored, start };
}

describe('a start with a data: URL', () => {
  it('stores the file as an upload, of which record, request and fingerprint have the address', async () => {
    const { start, stored, context } = await createUploads();
    const [task] = await start({ image_url: dataUrl, prompt: 'data:' });
    if (!task) throw new Error('There is no task.');
    expect(toTaskView(task, context.mediaUrl)).toMatchObject({
      image_url: expect.stringMatching(address),
      prompt: 'data:',
    });
    expect(JSON.stringify(task)).not.toContain('base64');
    const key = String(task.request['image_url']).slice(`${context.mediaUrl}/`.length);
    expect([...stored]).toEqual([[key, { bytes: photo, mediaType: 'image/jpeg' }]]);
  });

  it('is the same request when it comes again with its key, and another with another file', async () => {
    const { start, stored } = await createUploads();
    const [first] = await start({ image_url: dataUrl }, 'key');
    const [again] = await start({ image_url: dataUrl }, 'key');
    expect(again).toEqual(first);
    expect(stored.size).toBe(1);
    const other = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')}`;
    await expect(start({ image_url: other }, 'key')).rejects.toMatchObject({
      name: 'IdempotencyKeyReusedError',
    });
    expect(stored.size).toBe(1);
  });

  it('lies where nobody can guess it', async () => {
    const { start } = await createUploads();
    const tasks = [
      ...(await start({ image_url: dataUrl })),
      ...(await start({ image_url: dataUrl })),
      ...(await start({ image_url: dataUrl }, 'key')),
    ];
    expect(new Set(tasks.map(({ request }) => request['image_url'])).size).toBe(3);
  });

  it('stores nothing where something else is wrong, and counts what it stores', async () => {
    const { start, stored, accounts } = await createUploads();
    await expect(start({ image_url: dataUrl, video_time: 6 })).rejects.toThrow('video_time');
    expect(stored.size).toBe(0);
    accounts.countUpload = async () => false;
    await expect(start({ image_url: dataUrl })).rejects.toThrow('may upload 1000 files a day');
    expect(stored.size).toBe(0);
  });

  it.each([
    ['data:image/jpeg;base64,PGh0bWw+', 'must hold an image, a video or audio'],
    ['data:image/svg+xml,<svg/>', 'must hold an image, a video or audio'],
    ['data:image/jpeg;base64,***', 'must be a data: URL such as'],
    ['data:image/jpeg', 'must be a data: URL such as'],
  ])('refuses %s in words, naming the field', async (image_url, message) => {
    const { start, context } = await createUploads();
    const issues = [{ field: 'image_url', message: expect.stringContaining(message) }];
    await expect(start({ image_url })).rejects.toMatchObject({ issues });
    const endpoint = '/api/v1/userImage2Video/start';
    const quote = await quoteRequest(context, { owner: 'ada', endpoint, body: { image_url } });
    expect(quote).toMatchObject({ issues });
  });
});

describe('the fields of media', () => {
  it.each(taskKinds)('of %s are all found', (name) => {
    const { properties = {} } = inputSchema(kinds[name].request);
    const addresses = Object.entries(
      properties as Record<string, { format?: string; items?: { format?: string } }>,
    )
      .filter(([, { format, items }]) => format === 'uri' || items?.format === 'uri')
      .map(([field]) => field);
    expect(findMediaFields(kinds[name].request)).toEqual(expect.arrayContaining(addresses));
  });

  it.each<[TaskKind, string, unknown]>([
    ['image-edit', 'image_urls', [dataUrl, 'https://example.com/a.jpg']],
    ['talking-photo', 'audio_url', 'data:audio/webm;base64,GkXfow=='],
    ['avatar-training', 'video_backgroud_image', dataUrl],
  ])('of %s are taken by whatever name, in lists too', (name, field, value) => {
    const { body, files } = takeSentFiles('https://media.test', {
      kind: name,
      body: { [field]: value },
    });
    expect(JSON.stringify(body)).not.toContain('data:');
    expect(files.size).toBe(1);
  });
});
