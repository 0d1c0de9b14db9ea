import { describe, expect, it } from 'vitest';
import type { TaskKind } from '../../../../functions/catalog/catalog.ts';
import { createTask } from '../../../../functions/tasks/create-task.ts';
import type { Task } from '../../../../functions/tasks/task.ts';
import { createService } from '../../../fakes/service.ts';

const AVATAR_ID = '6b0404a8f5496ee79569fd53';
const BACKGROUND_ID = '6b0404a8f5496ee79569fd54';
const video = { anchor_id: AVATAR_ID, anchor_type: 1, audioSrc: 'https://example.com/a.mp3' };

/** A service whose owner has trained an avatar and keeps a background. */
async function createWorld() {
  const kinds: TaskKind[] = ['avatar-training', 'avatar-video', 'lip-sync-training'];
  const service = await createService({ provider: { kinds } });
  const { context, owner, clock } = service;
  const createdAt = new Date(clock.now()).toISOString();
  await context.tasks.create({
    id: AVATAR_ID,
    owner,
    kind: 'avatar-training',
    name: 'Ada',
    request: { name: 'Ada' },
    variant: 0,
    fingerprint: '',
    status: 'completed',
    coins: 0,
    provider: 'scripted',
    version: 1,
    createdAt,
    updatedAt: createdAt,
    operation: { id: 'theirs', kind: 'avatar-training' },
    facts: { anchor_id: 'anchor-7' },
    progress: 100,
    expiresAt: Math.floor(clock.now() / 1000) + 3600,
  });
  await context.resources.add({
    owner,
    collection: 'backgrounds',
    id: BACKGROUND_ID,
    createdAt,
    content: { img_url: 'https://example.com/beach.jpg' },
  });
  const start = (kind: TaskKind, body: object) => createTask(context, { owner, kind, body });
  async function change(change: Partial<Task>) {
    const task = await context.tasks.get(AVATAR_ID);
    if (task) await context.tasks.replace({ ...task, ...change, version: task.version + 1 });
  }
  return { ...service, start, change };
}

const refused = (field: string, words: string) => ({
  issues: [{ field, message: expect.stringContaining(words) }],
});

describe('an id of the provider’s', () => {
  /** A service for owners, whose provider has a list and whose operator has assigned one id to ada. */
  async function startAs(owner: string, kind: TaskKind, body: object) {
    const { context } = await createWorld();
    const upstreamIds = {
      isShared: async (list: string, id: string) => id === `shared-${list}`,
      isAssigned: async (to: string, id: string) => to === 'ada' && id === 'assigned',
    };
    const [task] = await createTask({ ...context, upstreamIds }, { owner, kind, body });
    return task?.request;
  }
  const system = { ...video, anchor_type: 0, anchor_id: 'shared-avatars' };

  it('is everyone’s where the provider lists it for all', async () => {
    const body = { ...system, back_id: 'shared-backgrounds' };
    expect(await startAs('ada', 'avatar-video', body)).toMatchObject(body);
    const mixed = { ...system, back_id: 'shared-avatars' };
    await expect(startAs('ada', 'avatar-video', mixed)).rejects.toMatchObject(
      refused('back_id', 'one of the backgrounds that everyone has'),
    );
  });

  it('is used by those to whom the operator has assigned it', async () => {
    const anchor_id = 'assigned';
    expect(await startAs('ada', 'avatar-video', { ...system, anchor_id })).toMatchObject({
      anchor_id,
    });
    const own = await startAs('ada', 'avatar-video', { ...video, anchor_id });
    expect(own?.['references']).toEqual({
      anchor_id: { operation: { id: anchor_id }, facts: { anchor_id } },
    });
    for (const body of [system, video]) {
      const foreign = startAs('eve', 'avatar-video', { ...body, anchor_id });
      await expect(foreign).rejects.toMatchObject({ name: 'InvalidRequestError' });
    }
  });

  it('is refused in whatever else is handed on', async () => {
    const face = startAs('ada', 'avatar-video', { ...system, face_swap_id: 'guessed' });
    await expect(face).rejects.toMatchObject(refused('face_swap_id', 'has assigned'));
    const nested = { ...system, gp_model: { deep: [{ voice_id: 'guessed' }] } };
    await expect(startAs('ada', 'avatar-video', nested)).rejects.toMatchObject(
      refused('gp_model.deep.0.voice_id', 'has assigned'),
    );
  });
});

describe('what a request names of the owner’s own', () => {
  it('is given to the provider as what it knows of it, and goes to that provider', async () => {
    const { start } = await createWorld();
    const [task] = await start('avatar-video', video);
    expect(task?.provider).toBe('scripted');
    expect(task?.request).toMatchObject({
      anchor_id: AVATAR_ID,
      provider: 'scripted',
      references: {
        anchor_id: {
          operation: { id: 'theirs', kind: 'avatar-training' },
          facts: { anchor_id: 'anchor-7' },
        },
      },
    });
  });

  it('may be a thing that the owner keeps', async () => {
    const { start } = await createWorld();
    const body = { ...video, anchor_type: 0, custom_back_id: BACKGROUND_ID.toUpperCase() };
    const [task] = await start('avatar-video', body);
    expect(task?.request['references']).toEqual({
      custom_back_id: { content: { img_url: 'https://example.com/beach.jpg' } },
    });
  });

  it('is not looked up where the field means something else', async () => {
    const { start } = await createWorld();
    const [task] = await start('avatar-video', { ...video, anchor_type: 0, anchor_id: 'theirs' });
    expect(task?.request).not.toHaveProperty('references');
    expect(task?.request['anchor_id']).toBe('theirs');
  });

  it('can’t be smuggled in', async () => {
    const { start } = await createWorld();
    const references = { anchor_id: { operation: { id: 'another’s' }, facts: {} } };
    const [task] = await start('avatar-video', { ...video, anchor_type: 0, references });
    expect(task?.request).not.toHaveProperty('references');
  });

  it('is refused where there is no such thing, or it is another owner’s', async () => {
    const { start, change, accounts, executions } = await createWorld();
    const unknown = { ...video, anchor_id: BACKGROUND_ID };
    const words = 'must be the id of a task of yours of the kind avatar-training';
    await expect(start('avatar-video', unknown)).rejects.toMatchObject(refused('anchor_id', words));
    await expect(start('lip-sync-training', { _id: '../x' })).rejects.toMatchObject(
      refused('_id', words),
    );
    const other = { ...video, anchor_type: 0, custom_back_id: AVATAR_ID };
    await expect(start('avatar-video', other)).rejects.toMatchObject(
      refused('custom_back_id', 'one of your backgrounds'),
    );
    await change({ owner: 'grace' });
    await expect(start('avatar-video', video)).rejects.toMatchObject(refused('anchor_id', words));
    expect(executions.size).toBe(0);
    expect(await accounts.get('ada')).toMatchObject({ balance: 1000 });
    expect(accounts.held('ada')).toEqual({});
  });

  it('is refused where it is of another kind, or not ready, or at another provider', async () => {
    const { start, change } = await createWorld();
    await change({ kind: 'lip-sync-training' });
    await expect(start('avatar-video', video)).rejects.toMatchObject(
      refused('anchor_id', 'of the kind avatar-training'),
    );
    await change({ kind: 'avatar-training', status: 'processing' });
    await expect(start('avatar-video', video)).rejects.toMatchObject(
      refused('anchor_id', 'processing; it has to be completed first'),
    );
    await change({ status: 'completed', provider: 'elsewhere' });
    await expect(start('avatar-video', { ...video, provider: 'scripted' })).rejects.toMatchObject(
      refused('anchor_id', 'is at elsewhere, not at scripted'),
    );
  });
});
