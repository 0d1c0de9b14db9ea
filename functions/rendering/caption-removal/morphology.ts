/** A plane of bytes: samples or marks. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

type Pick2 = (one: number, other: number) => number;

const lesser: Pick2 = (one, other) => (one < other ? one : other);
const greater: Pick2 = (one, other) => (one > other ? one : other);

/**
 * What remains of bright things in which a square of `side` samples (odd) fits: the grey opening. Subtracted from the
 * picture it leaves narrow bright strokes (the white top-hat).
 */
export function opening(grid: Grid, side: number): Uint8Array {
  const lowest = slide(grid, side, lesser);
  return slide({ ...grid, values: lowest }, side, greater);
}

/** Each sample becomes the lowest or greatest of the square around it. Beyond the edge nothing counts. */
function slide({ width, height, values }: Grid, side: number, pick: Pick2): Uint8Array {
  const isLowest = pick === lesser;
  return slideDown(slideAcross(values, width, isLowest, side), width, height, isLowest, side);
}

/** Van Herk's: three comparisons a sample, whatever the side. */
function slideAcross(
  values: Uint8Array,
  width: number,
  isLowest: boolean,
  side: number,
): Uint8Array {
  const reach = side >> 1;
  const length = Math.ceil((width + 2 * reach) / side) * side;
  const forward = new Uint8Array(length);
  const backward = new Uint8Array(length);
  const result = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start += width) {
    forward.fill(isLowest ? 255 : 0);
    forward.set(values.subarray(start, start + width), reach);
    backward.set(forward);
    if (isLowest) scanLowest(forward, backward, side);
    else scanGreatest(forward, backward, side);
    for (let at = 0; at < width; at++) {
      const one = backward[at]!;
      const other = forward[at + side - 1]!;
      result[start + at] = isLowest === one < other ? one : other;
    }
  }
  return result;
}

/** The same from row to row: each step takes whole rows, which lie together in memory. */
function slideDown(
  values: Uint8Array,
  width: number,
  height: number,
  isLowest: boolean,
  side: number,
): Uint8Array {
  const reach = side >> 1;
  const rows = Math.ceil((height + 2 * reach) / side) * side;
  const forward = new Uint8Array(rows * width).fill(isLowest ? 255 : 0);
  forward.set(values, reach * width);
  const backward = forward.slice();
  const put = isLowest ? putLowest : putGreatest;
  for (let row = 1; row < rows; row++) {
    if (row % side !== 0) put(forward, row * width, forward, (row - 1) * width, width);
  }
  for (let row = rows - 2; row >= 0; row--) {
    if (row % side !== side - 1) put(backward, row * width, backward, (row + 1) * width, width);
  }
  const result = backward.slice(0, values.length);
  put(result, 0, forward, (side - 1) * width, result.length);
  return result;
}

function putLowest(to: Uint8Array, at: number, from: Uint8Array, other: number, count: number) {
  for (let offset = 0; offset < count; offset++) {
    const value = from[other + offset]!;
    if (value < to[at + offset]!) to[at + offset] = value;
  }
}

function putGreatest(to: Uint8Array, at: number, from: Uint8Array, other: number, count: number) {
  for (let offset = 0; offset < count; offset++) {
    const value = from[other + offset]!;
    if (value > to[at + offset]!) to[at + offset] = value;
  }
}

function scanLowest(forward: Uint8Array, backward: Uint8Array, side: number): void {
  for (let block = 0; block < forward.length; block += side) {
    const end = block + side;
    for (let at = block + 1; at < end; at++) {
      if (forward[at - 1]! < forward[at]!) forward[at] = forward[at - 1]!;
    }
    for (let at = end - 2; at >= block; at--) {
      if (backward[at + 1]! < backward[at]!) backward[at] = backward[at + 1]!;
    }
  }
}

function scanGreatest(forward: Uint8Array, backward: Uint8Array, side: number): void {
  for (let block = 0; block < forward.length; block += side) {
    const end = block + side;
    for (let at = block + 1; at < end; at++) {
      if (forward[at - 1]! > forward[at]!) forward[at] = forward[at - 1]!;
    }
    for (let at = end - 2; at >= block; at--) {
      if (backward[at + 1]! > backward[at]!) backward[at] = backward[at + 1]!;
    }
  }
}

/** Marks that are not 0 grow by `cells`, in the shape of an octagon. */
export function grow({ width, height, values }: Grid, cells: number): Uint8Array {
  let marks = values;
  for (let round = 0; round < cells; round++) {
    marks = growOnce(marks, width, height, round % 2 === 1);
  }
  return marks === values ? values.slice() : marks;
}

function growOnce(marks: Uint8Array, width: number, height: number, corners: boolean): Uint8Array {
  const grown = marks.slice();
  const put = (at: number) => {
    grown[at] = 1;
  };
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (marks[at] === 0) continue;
      const left = column > 0;
      const right = column + 1 < width;
      const up = row > 0;
      const down = row + 1 < height;
      if (left) put(at - 1);
      if (right) put(at + 1);
      if (up) put(at - width);
      if (down) put(at + width);
      if (!corners) continue;
      if (left && up) put(at - width - 1);
      if (right && up) put(at - width + 1);
      if (left && down) put(at + width - 1);
      if (right && down) put(at + width + 1);
    }
  }
  return grown;
}
