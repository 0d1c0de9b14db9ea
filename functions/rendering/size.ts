/** In pixels or samples. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
