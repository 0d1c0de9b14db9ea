/** A plane of bytes: samples or marks. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
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
