import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../../../../../functions/rendering/photo/decode-picture.ts';
import { openPicture } from '../../../../../functions/rendering/photo/open-picture.ts';
import {
  type FaceFinder,
  type FoundFace,
  loadFaceFinder,
} from '../../../../../functions/rendering/talking-photo/face-finder.ts';
import { findFace } from '../../../../../functions/rendering/talking-photo/find-face.ts';
import {
  type Mouth,
  measureMouth,
} from '../../../../../functions/rendering/talking-photo/mouth.ts';
import { astronaut } from './clips.ts';

const FRAME = { width: 480, height: 480 };
/** Samples a side of the planes that a picture of that frame becomes. */
const SIDE = 816;

let finder: FaceFinder;

beforeAll(async () => {
  finder = await loadFaceFinder();
});

async function mouthIn(picture: Buffer): Promise<Mouth | undefined> {
  const { planes } = await decodePicture(await openPicture(picture, 'image'), FRAME);
  const face = await findFace(planes, finder);
  return face && measureMouth(face);
}

/** The place in parts of the picture. */
function parts(mouth: Mouth | undefined) {
  return { x: (mouth?.origin.x ?? 0) / SIDE, y: (mouth?.origin.y ?? 0) / SIDE };
}

describe('a mouth', { timeout: 20_000 }, () => {
  it('is found where it is, and seen to smile', async () => {
    const mouth = await mouthIn(astronaut);
    expect(parts(mouth).x).toBeCloseTo(0.437, 2);
    expect(parts(mouth).y).toBeCloseTo(0.292, 2);
    expect(mouth?.showsTeeth).toBe(true);
    expect((mouth?.drop ?? 0) / SIDE).toBeGreaterThan(0.008);
  });

  it('is found in the mirror', async () => {
    const mouth = await mouthIn(await sharp(astronaut).flop().jpeg().toBuffer());
    expect(parts(mouth).x).toBeCloseTo(1 - 0.437, 2);
    expect(parts(mouth).y).toBeCloseTo(0.292, 2);
  });

  it('is found in a head that is held at an angle, which it has', async () => {
    const mouth = await mouthIn(await sharp(astronaut).rotate(25).jpeg().toBuffer());
    const angle = Math.atan2(mouth?.across.y ?? 0, mouth?.across.x ?? 0);
    expect((angle * 180) / Math.PI).toBeGreaterThan(22);
    expect((angle * 180) / Math.PI).toBeLessThan(32);
  });

  it('is that of the largest face', async () => {
    const small = await sharp(astronaut).resize(200).toBuffer();
    const large = await sharp(astronaut).resize(400).toBuffer();
    const both = sharp({ create: { width: 600, height: 600, channels: 3, background: 'gray' } });
    const picture = await both
      .composite([
        { input: small, left: 0, top: 0 },
        { input: large, left: 200, top: 200 },
      ])
      .jpeg()
      .toBuffer();
    const { x, y } = parts(await mouthIn(picture));
    expect(x).toBeCloseTo((200 + 0.437 * 400) / 600, 2);
    expect(y).toBeCloseTo((200 + 0.292 * 400) / 600, 2);
  });

  it('is none where the face is folded, as the mesh of a profile is', () => {
    const mesh = Array.from({ length: 468 }, () => ({ x: 100, y: 100 }));
    const folded: FoundFace = { mesh, yaw: 1.4 };
    mesh[152] = { x: 100, y: 200 };
    mesh[10] = { x: 100, y: 0 };
    mesh[308] = { x: 101, y: 100 };
    expect(measureMouth(folded)).toBeUndefined();
  });

  it('moves less the more a face is turned away', async () => {
    const { planes } = await decodePicture(await openPicture(astronaut, 'image'), FRAME);
    const face = await findFace(planes, finder);
    if (!face) throw new Error('no face');
    const drops = [0, 0.8, 1.2].map((yaw) => measureMouth({ ...face, yaw })?.drop ?? 0);
    expect(drops.toSorted((a, b) => b - a)).toEqual(drops);
    expect(drops[2]).toBeLessThan((drops[0] ?? 0) / 2);
  });
});
