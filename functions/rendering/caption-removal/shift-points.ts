import type { Area } from './area.ts';
import type { Exposure } from './exposed-area.ts';

/** Side of a tile, in cells. */
export const TILE = 8;
/** One cell in this many is compared, across and down. */
const STRIDE = 2;

/** The cells of a frame that are compared with those of others, tile by tile: those that nothing covers. */
export class ShiftPoints {
  /** In tiles. */
  readonly columns: number;
  readonly rows: number;
  /** Where the points of each tile begin, and after the last tile how many there are. */
  readonly starts: Uint32Array;
  readonly column: Uint16Array;
  readonly row: Uint16Array;
  readonly luma: Uint8Array;
  /** How luma grows to the right and downwards, in half steps a cell. */
  readonly right: Int16Array;
  readonly down: Int16Array;

  constructor(area: Pick<Area, 'columns' | 'rows'>) {
    this.columns = Math.ceil(area.columns / TILE);
    this.rows = Math.ceil(area.rows / TILE);
    const most = this.columns * this.rows * (TILE / STRIDE) ** 2;
    this.starts = new Uint32Array(this.columns * this.rows + 1);
    this.column = new Uint16Array(most);
    this.row = new Uint16Array(most);
    this.luma = new Uint8Array(most);
    this.right = new Int16Array(most);
    this.down = new Int16Array(most);
  }

  /** Takes the points of another frame. */
  take({ patch, cellLuma, covered }: Exposure): void {
    const { columns: width, rows: height } = patch;
    let count = 0;
    for (let tile = 0; tile < this.columns * this.rows; tile++) {
      const left = (tile % this.columns) * TILE;
      const top = Math.floor(tile / this.columns) * TILE;
      const end = Math.min(left + TILE, width - 1);
      const bottom = Math.min(top + TILE, height - 1);
      for (let row = top + 1; row < bottom; row += STRIDE) {
        for (let column = left + 1; column < end; column += STRIDE) {
          const at = row * width + column;
          if (covered[at] !== 0) continue;
          this.column[count] = column;
          this.row[count] = row;
          this.luma[count] = cellLuma[at]!;
          this.right[count] = cellLuma[at + 1]! - cellLuma[at - 1]!;
          this.down[count] = cellLuma[at + width]! - cellLuma[at - width]!;
          count++;
        }
      }
      this.starts[tile + 1] = count;
    }
  }
}
