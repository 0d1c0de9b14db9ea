import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  listBits,
  packBits,
  unpackBits,
} from '../../../../../functions/rendering/caption-removal/bits.ts';
import { MaskSequence } from '../../../../../functions/rendering/caption-removal/mask-sequence.ts';

const CELLS = 37;
type Story = readonly boolean[];

/** One cell's story on a film on which all others do the same one frame later. */
function filmOf(story: Story): MaskSequence {
  const film = new MaskSequence(CELLS);
  for (const [frame, on] of story.entries()) {
    const other = story[frame - 1] === true ? 1 : 0;
    film.push(packBits(new Uint8Array(CELLS).fill(other).fill(on ? 1 : 0, 35, 36)));
  }
  return film;
}

function storyOf(film: MaskSequence): boolean[] {
  return Array.from({ length: film.length }, (_, frame) => film.marks(frame)[35] === 1);
}

const stories = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });

describe('bits', () => {
  it('are what was packed, and can be listed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 100 }), (bytes) => {
        const marks = Uint8Array.from(bytes);
        const bits = packBits(marks);
        expect(unpackBits(bits, marks.length)).toEqual(marks);
        const places = [...marks.keys()].filter((at) => marks[at] === 1);
        expect([...listBits(bits)]).toEqual(places);
      }),
    );
  });
});

describe('MaskSequence', () => {
  it('gives back what was pushed', () => {
    fc.assert(
      fc.property(stories, (story) => {
        expect(storyOf(filmOf(story))).toEqual(story);
      }),
    );
  });

  it('keeps runs that last, and no others', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 1, max: 12 }), (story, least) => {
        const film = filmOf(story);
        film.keepLasting(least);
        const lasting = story.map((on, frame) => {
          if (!on) return false;
          const before = story.slice(0, frame).lastIndexOf(false);
          const after = story.indexOf(false, frame);
          return (after === -1 ? story.length : after) - before - 1 >= least;
        });
        expect(storyOf(film)).toEqual(lasting);
      }),
    );
  });

  it('lets runs reach into what is weaker, as long as it hangs together with them', () => {
    const film = filmOf([false, false, false, true, true, false, false]);
    film.reachInto(filmOf([true, false, true, true, true, true, false]));
    expect(storyOf(film)).toEqual([false, false, true, true, true, true, false]);
  });

  it('keeps the runs that begin or end with a seed', () => {
    const story = [true, true, false, true, true, false, true, true];
    const film = filmOf(story);
    const none = story.map(() => false);
    film.keepRuns(filmOf(none.with(3, true)), filmOf(none.with(1, true)));
    expect(storyOf(film)).toEqual([true, true, false, true, true, false, false, false]);
  });

  it('tells edges that have changed from those that only look so', () => {
    const film = filmOf([false, true, true, false]);
    const changes = filmOf([false, false, true, false]);
    const edge = (frame: number, within: number) =>
      unpackBits(film.edges(frame, -1, changes, within), CELLS)[35];
    expect(edge(1, 1)).toBe(1);
    expect(edge(1, 0)).toBe(0);
    expect(edge(0, 2)).toBe(0);
  });
});
