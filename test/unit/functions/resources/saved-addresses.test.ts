import { describe, expect, it } from 'vitest';
import {
  listAllBackgrounds,
  randomBackground,
} from '../../../../functions/provider-queries/all-backgrounds.ts';
import {
  addBackground,
  getBackground,
  removeBackground,
} from '../../../../functions/resources/backgrounds.ts';
import { createExclusively } from '../../../../functions/resources/create-exclusively.ts';
import { addFace, listFaces, removeFace } from '../../../../functions/resources/faces.ts';
import { createMemoryResourceStore } from '../../../fakes/memory-resource-store.ts';

function createWorld() {
  let now = Date.parse('2026-11-25T09:00:00.000Z');
  const clock = { now: () => (now += 1) };
  const resources = createMemoryResourceStore(clock);
  return { clock, resources, exclusively: createExclusively({ resources, clock }) };
}

describe('the faces of an owner', () => {
  it('are all answered when one is added, the newest first', async () => {
    const world = createWorld();
    await addFace(world, 'ada', 'https://a.test/1.jpg');
    const all = await addFace(world, 'ada', 'https://a.test/2.jpg');
    expect(all.map(({ face_url }) => face_url)).toEqual([
      'https://a.test/2.jpg',
      'https://a.test/1.jpg',
    ]);
    expect(await listFaces(world, 'bob')).toEqual([]);
  });

  it('are two hundred at most', async () => {
    const world = createWorld();
    for (let face = 0; face < 200; face += 1) {
      await addFace(world, 'ada', `https://a.test/${face}.jpg`);
    }
    await expect(addFace(world, 'ada', 'https://a.test/x.jpg')).rejects.toMatchObject({
      name: 'TooManyResourcesError',
      message: '200 face images are kept, which is the most: delete one before you add another.',
    });
    const [newest] = await listFaces(world, 'ada');
    await removeFace(world, 'ada', newest?._id ?? '');
    expect(await addFace(world, 'ada', 'https://a.test/x.jpg')).toHaveLength(200);
    await addBackground(world, 'ada', 'https://a.test/sea.jpg');
    await addFace(world, 'bob', 'https://a.test/1.jpg');
  });
});

describe('a background', () => {
  const shared = [
    { _id: 'back-1', type: 'default', img_url: 'https://a2e.test/1.jpg' },
    { _id: 'back-2', type: 'default', img_url: 'https://a2e.test/2.jpg' },
  ];
  const sharedBackgrounds = async () => shared;

  it('is found by its owner alone, whatever the case of its id', async () => {
    const world = createWorld();
    const { _id } = await addBackground(world, 'ada', 'https://a.test/sea.jpg');
    expect(await getBackground(world, 'ada', _id.toUpperCase())).toMatchObject({
      img_url: 'https://a.test/sea.jpg',
    });
    await expect(getBackground(world, 'bob', _id)).rejects.toMatchObject({
      name: 'ResourceNotFoundError',
    });
    await expect(removeBackground(world, 'bob', _id)).rejects.toMatchObject({
      name: 'ResourceNotFoundError',
    });
    await expect(removeBackground(world, 'ada', 'sea')).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: 'Invalid background ID format: an id is 24 hexadecimal characters',
    });
  });

  it('stands before everyone’s in the list of all', async () => {
    const world = { ...createWorld(), sharedBackgrounds };
    const own = await addBackground(world, 'ada', 'https://a.test/sea.jpg');
    expect(await listAllBackgrounds(world, 'ada')).toEqual([own, ...shared]);
    expect(await listAllBackgrounds(world, 'bob')).toEqual(shared);
  });

  it('can be any of everyone’s', async () => {
    expect(await randomBackground({ sharedBackgrounds, random: () => 0 })).toBe(shared[0]);
    expect(await randomBackground({ sharedBackgrounds, random: () => 0.999 })).toBe(shared[1]);
    const none = { sharedBackgrounds: async () => [], random: () => 0 };
    await expect(randomBackground(none)).rejects.toMatchObject({ name: 'QueryUnavailableError' });
  });
});
