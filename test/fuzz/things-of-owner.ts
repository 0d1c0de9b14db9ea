import { kinds, type TaskKind, taskKinds } from '../../functions/catalog/catalog.ts';
import type { KindCall } from '../../functions/catalog/kind-calls.ts';
import { applyChange, type Task } from '../../functions/tasks/task.ts';
import { announceEvent } from '../../functions/webhooks/announce-event.ts';
import { attemptDelivery } from '../../functions/webhooks/attempt-delivery.ts';
import { deliveryId } from '../../functions/webhooks/delivery.ts';
import type { createApiInMemory } from './api-in-memory.ts';
import type { Operation } from './operations.ts';
import type { KnownId } from './requests.ts';

const PREVIEWS = '/api/v1/tts/preview';

type Api = Awaited<ReturnType<typeof createApiInMemory>>;

const failed: Partial<Task> = {
  status: 'failed',
  failure: { code: 'provider_failed', message: 'It did not work.' },
};
/** How far the tasks are that an owner has of each kind. */
const standings: readonly Partial<Task>[] = [
  {},
  { status: 'processing', progress: 40, startRequestedAt: '2026-11-23T08:59:00.000Z' },
  {
    status: 'completed',
    progress: 100,
    resultKey: 'results/file.mp4',
    operation: { work: 'done' },
    facts: { anchor_id: 'anchor', speaker_id: 'speaker', ttsRate: 1 },
  },
  failed,
  failed,
];

/**
 * Gives an owner something of everything, through the API where it makes such things, and answers the ids of all. Every
 * text holds the mark.
 */
export async function giveThings(
  api: Api,
  { owner, token, mark }: { owner: string; token: string; mark: string },
  operations: readonly Operation[],
): Promise<KnownId[]> {
  const ids: KnownId[] = [];
  const create = async (operation: Operation, more: Record<string, unknown> = {}) => {
    const example = operation.operation.requestBody?.content['application/json'].example as object;
    const body = JSON.stringify({ ...example, ...more });
    const { method, path } = operation;
    const answer = await api.send(token, { method, path, body });
    if (answer.status !== 200) throw new Error(`${path} refused its example: ${answer.body}`);
    ids.push(...idsIn(JSON.parse(answer.body)).map((id) => ({ id, madeAt: path })));
  };
  const find = (path: string) => {
    const found = operations.find((one) => one.method === 'POST' && one.path === path);
    if (!found) throw new Error(`The document has no POST ${path}.`);
    return found;
  };
  const starts = operations.filter(({ operation }) => takesTask(operation));
  const texts = { name: mark, prompt: `${mark} prompt`, webhook_url: 'https://x.test/' };
  // What names other tasks comes after those.
  for (const namesOthers of [false, true]) {
    for (const start of starts) {
      const references = referencesOf(start);
      if (references.length > 0 !== namesOthers) continue;
      const named = await tasksIn(api, owner, references);
      for (let made = 0; made < standings.length * deletesOf(start); made += 1) {
        await create(start, { ...texts, ...named });
      }
    }
    await advance(api, owner, mark);
  }
  await create(find('/api/v1/webhooks/endpoints'), { description: mark, metadata: { of: mark } });
  const username = `helper-of-${owner}`;
  const avatar = await tasksIn(api, owner, [{ field: '_id', kind: 'avatar-training' }]);
  await create(find('/api/v1/userVideoTwin/addVoiceClone'), avatar);
  await create(find('/api/v1/userVideoTwin/eyeContact'), avatar);
  const picture = await tasksIn(api, owner, [{ field: '_id', kind: 'text-to-image' }]);
  await create(find('/api/v1/userText2Image/quickAddAvatar'), picture);
  await create(find('/api/v1/watermark/start'));
  await create(find('/api/v1/streaming-avatar/agora-token'));
  await create(find('/api/v1/streaming-avatar/leave'));
  const { id: veo } = await tasksIn(api, owner, [{ field: 'id', kind: 'veo-video' }]);
  await api.send(token, { method: 'GET', path: `/api/v1/veoVideo/${veo}/1080p` });
  for (const kind of ['caption-removal', 'avatar-training'] as const) {
    const failing = await tasksIn(api, owner, [{ field: '_id', kind }], 'failed');
    await create(find(`${kinds[kind].path}/retry`), failing);
  }
  await create(find('/api/v1/userFaceSwapImage/add'));
  await create(find('/api/v1/custom_back/add'));
  await create(find('/api/v1/video/send_tts'), { msg: mark });
  const previews = await api.send(token, { method: 'GET', path: `${PREVIEWS}/list` });
  ids.push(...idsIn(JSON.parse(previews.body)).map((id) => ({ id, madeAt: PREVIEWS })));
  await create(find('/api/v1/user/add'), { username });
  ids.push({ id: username, madeAt: '/api/v1/user/add/username' });
  await create(find('/api/v1/apiToken/add'), { name: mark });
  ids.push(...(await deliver(api, owner, mark)));
  return ids;
}

/** The fields in which a start always names tasks of the owner's, and the kinds of those. */
function referencesOf({ path }: Operation): { field: string; kind: string }[] {
  const starts = taskKinds.filter((kind) => path.startsWith(`${kinds[kind].path}/`));
  const started = starts.find((kind) =>
    kinds[kind].calls.some((call) => isStartAt(call, kind, path)),
  );
  return (started === undefined ? [] : (kinds[started].references ?? [])).flatMap(
    ({ field, to, applies }) => (applies || !('kind' in to) ? [] : [{ field, kind: to.kind }]),
  );
}

/** How many calls of its own the kind of a start has that delete, each of which needs something to delete. */
function deletesOf({ path }: Operation): number {
  const started = taskKinds.find((kind) =>
    kinds[kind].calls.some((call) => isStartAt(call, kind, path)),
  );
  const calls = started === undefined ? [] : kinds[started].calls;
  return Math.max(1, calls.filter(({ effect }) => effect === 'delete').length);
}

function isStartAt(call: KindCall, kind: TaskKind, path: string): boolean {
  return call.effect.startsWith('start') && `${kinds[kind].path}${call.path}` === path;
}

async function tasksIn(
  { context }: Api,
  owner: string,
  references: readonly { field: string; kind: string }[],
  wanted: Task['status'] = 'completed',
): Promise<Record<string, string>> {
  const named: Record<string, string> = {};
  for (const { field, kind } of references) {
    const tasks = await context.tasks.getAll(await context.tasks.listIds(owner, kind as TaskKind));
    const found = tasks.find(({ status }) => status === wanted);
    if (found) named[field] = found.id;
  }
  return named;
}

/** Whether an operation is the start of a task: its body takes a `webhook_url`. */
function takesTask({ requestBody }: Operation['operation']): boolean {
  return /Request$/.test(String(requestBody?.content['application/json'].schema['$ref']));
}

/** Moves each kind's tasks on, one to each standing, as the workflow would. */
async function advance({ context, service }: Api, owner: string, mark: string): Promise<void> {
  for (const kind of taskKinds) {
    const tasks = await context.tasks.getAll(await context.tasks.listIds(owner, kind));
    for (const [index, task] of tasks.entries()) {
      if (task.status !== 'initialized') continue;
      const { failure, ...standing } = standings[index % standings.length] ?? {};
      const told = failure
        ? { failure: { ...failure, message: `${failure.message} ${mark}` } }
        : {};
      await context.tasks.replace(applyChange(task, { ...standing, ...told }, service.clock.now()));
    }
  }
}

/** An event that was sent to an endpoint, with its delivery. */
async function deliver({ webhookContext }: Api, owner: string, mark: string): Promise<KnownId[]> {
  const subject = '0123456789abcdef01234567';
  const data = { _id: subject, name: mark };
  const facts = { owner, type: 'task.completed', kind: 'image-to-video', subject, data };
  const event = await announceEvent(webhookContext, facts);
  const deliveries = await webhookContext.store.deliveriesOfEvent(event.id);
  for (const { eventId, endpointId } of deliveries) {
    await attemptDelivery(webhookContext, { eventId, endpointId });
  }
  return [
    { id: subject, madeAt: '/api/v1/deliveries' },
    { id: event.id, madeAt: '/api/v1/events' },
    ...deliveries.map((delivery) => ({ id: deliveryId(delivery), madeAt: '/api/v1/deliveries' })),
  ];
}

function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '_id' && typeof member === 'string' ? [member] : idsIn(member),
  );
}
