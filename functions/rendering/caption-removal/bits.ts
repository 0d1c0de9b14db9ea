/** Marks, a bit each, 32 in a word: the first mark is the lowest bit of the first word. */
export type Bits = Uint32Array;

/** `marks`: a byte each, 0 or not. */
export function packBits(marks: Uint8Array): Bits {
  const bits = new Uint32Array(Math.ceil(marks.length / 32));
  for (let at = 0; at < marks.length; at++) {
    if (marks[at] !== 0) bits[at >> 5] = bits[at >> 5]! | (1 << (at & 31));
  }
  return bits;
}

/** A byte for each of `count` marks, 0 or 1. */
export function unpackBits(bits: Bits, count: number): Uint8Array {
  const marks = new Uint8Array(count);
  const list = listBits(bits);
  for (let at = 0; at < list.length; at++) marks[list[at]!] = 1;
  return marks;
}

/** The numbers of the bits that are set. */
export function listBits(bits: Bits): Uint32Array {
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) count++;
  }
  const list = new Uint32Array(count);
  let length = 0;
  for (let word = 0; word < bits.length; word++) {
    for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) {
      list[length++] = (word << 5) + 31 - Math.clz32(rest & -rest);
    }
  }
  return list;
}
