import { type Bits, unpackBits } from './bits.ts';

/** Marks over cells and frames, a bit each: what a whole clip needs fits into memory. */
export class MaskSequence {
  readonly cells: number;
  readonly #frames: Bits[] = [];

  constructor(cells: number) {
    this.cells = cells;
  }

  get length(): number {
    return this.#frames.length;
  }

  /** Appends a frame. */
  push(marks: Bits): void {
    this.#frames.push(marks);
  }

  /** A frame as it was pushed, or as it has become: a byte for each cell, 0 or 1. */
  marks(frame: number): Uint8Array {
    return unpackBits(this.#words(frame), this.cells);
  }

  /** Keeps what stands for `frames` without a break, in time as `opening` does in space. */
  keepLasting(frames: number): void {
    this.#slide(frames, 1);
    this.#slide(frames, -1);
  }

  /** Marks reach on into neighbouring frames, as long as `weaker` has them. */
  reachInto(weaker: MaskSequence): void {
    const last = this.length - 1;
    for (let frame = 1; frame <= last; frame++) this.#reach(frame, frame - 1, weaker);
    for (let frame = last - 1; frame >= 0; frame--) this.#reach(frame, frame + 1, weaker);
  }

  /** Marks begin one frame earlier and end one later. */
  widenRuns(): void {
    const before = this.#frames.map((words) => words.slice());
    for (const [frame, words] of this.#frames.entries()) {
      for (const near of [before[frame - 1], before[frame + 1]]) {
        if (near) merge(words, near);
      }
    }
  }

  /**
   * The cells whose run begins (side -1) or ends (1) with a frame, and that are marked in `changes` then or in one of the
   * `within` frames that follow; the clip's first frame begins and its last one ends nothing.
   */
  edges(frame: number, side: 1 | -1, changes: MaskSequence, within: number): Bits {
    const beyond = this.#frames[frame + side];
    const words = this.#words(frame).slice();
    if (!beyond) return words.fill(0);
    const changed = changes.#either(frame, within);
    for (let at = 0; at < words.length; at++) {
      words[at] = words[at]! & ~beyond[at]! & changed[at]!;
    }
    return words;
  }

  /** Keeps the runs that begin with one of the marks of `beginnings`, or end with one of `endings`. */
  keepRuns(beginnings: MaskSequence, endings: MaskSequence): void {
    const begun = this.#follow(beginnings, -1);
    const ended = this.#follow(endings, 1);
    for (const [frame, words] of this.#frames.entries()) {
      const [one, other] = [begun[frame], ended[frame]];
      if (!one || !other) continue;
      words.set(one);
      merge(words, other);
    }
  }

  /** The marks of runs that have one of the seeds on a side. */
  #follow(seeds: MaskSequence, side: 1 | -1): Bits[] {
    const followed: Bits[] = [];
    for (let count = 0; count < this.length; count++) {
      const frame = side === -1 ? count : this.length - 1 - count;
      const kept = followed[frame + side];
      const seed = seeds.#words(frame);
      const words = seed.slice();
      if (kept) merge(words, kept);
      const marks = this.#words(frame);
      for (let at = 0; at < words.length; at++) words[at] = words[at]! & marks[at]!;
      followed[frame] = words;
    }
    return followed;
  }

  /** What is marked in a frame or one of those after it. */
  #either(frame: number, following: number): Bits {
    const words = this.#words(frame).slice();
    for (let next = 1; next <= following; next++) {
      const later = this.#frames[frame + next];
      if (later) merge(words, later);
    }
    return words;
  }

  #reach(frame: number, from: number, weaker: MaskSequence): void {
    const words = this.#words(frame);
    const near = this.#words(from);
    const allowed = weaker.#words(frame);
    for (let at = 0; at < words.length; at++) {
      words[at] = words[at]! | (near[at]! & allowed[at]!);
    }
  }

  /**
   * Direction 1: each frame keeps what it and the `frames - 1` after it all have; -1: each gets what it or one of the
   * `frames - 1` before it has. Doubles its reach each round, so that long runs cost no more than short ones.
   */
  #slide(frames: number, direction: 1 | -1): void {
    let reach = 1;
    while (reach < frames) {
      const step = Math.min(reach, frames - reach);
      for (let index = 0; index < this.length; index++) {
        const frame = direction === 1 ? index : this.length - 1 - index;
        this.#combine(this.#words(frame), this.#frames[frame + direction * step], direction);
      }
      reach += step;
    }
  }

  #combine(words: Bits, other: Bits | undefined, direction: 1 | -1): void {
    if (!other) {
      if (direction === 1) words.fill(0);
      return;
    }
    for (let at = 0; at < words.length; at++) {
      const one = words[at]!;
      words[at] = direction === 1 ? one & other[at]! : one | other[at]!;
    }
  }

  #words(frame: number): Bits {
    const words = this.#frames[frame];
    if (!words) throw new RangeError(`there is no frame ${frame}`);
    return words;
  }
}

function merge(words: Bits, other: Bits): void {
  for (let at = 0; at < words.length; at++) words[at] = words[at]! | other[at]!;
}
