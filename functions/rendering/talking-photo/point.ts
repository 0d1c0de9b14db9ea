/** A point of a picture; the unit is said where it is used. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
