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
  const across = slideLines(
    values,
    pick === lesser,
    { lines: height, length: width, step: 1, stride: width },
    side,
  );
  return slideLines(
    across,
    pick === lesser,
    { lines: width, length: height, step: width, stride: 1 },
    side,
  );
}

interface Lines {
  readonly lines: number;
  readonly length: number;
  /** From one sample of a line to the next. */
  readonly step: number;
  /** From one line to the next. */
  readonly stride: number;
}

/** Van Herk's: three comparisons a sample, whatever the side. */
function slideLines(values: Uint8Array, lowest: boolean, lines: Lines, side: number): Uint8Array {
  const reach = side >> 1;
  const padded = lines.length + 2 * reach;
  const length = Math.ceil(padded / side) * side;
  const neutral = lowest ? 255 : 0;
  const forward = new Uint8Array(length);
  const backward = new Uint8Array(length);
  const result = new Uint8Array(values.length);
  for (let line = 0; line < lines.lines; line++) {
    const start = line * lines.stride;
    forward.fill(neutral);
    for (let at = 0, from = start; at < lines.length; at++, from += lines.step) {
      forward[at + reach] = values[from]!;
    }
    backward.set(forward);
    if (lowest) scanLowest(forward, backward, side);
    else scanGreatest(forward, backward, side);
    for (let at = 0, to = start; at < lines.length; at++, to += lines.step) {
      const one = backward[at]!;
      const other = forward[at + side - 1]!;
      result[to] = lowest === one < other ? one : other;
    }
  }
  return result;
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
