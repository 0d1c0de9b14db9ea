import type { Size } from '../size.ts';

/** A part of a frame, in pixels, all even. */
export interface FrameWindow extends Size {
  readonly left: number;
  readonly top: number;
}

/** What is wanted of a video: frames are large, and go through a pipe. */
export interface WantedFrames {
  /** One frame in this many, beginning with the first. */
  readonly every: number;
  readonly window: FrameWindow;
}

/** A window of a planar YUV 4:2:0 frame, in its own array. */
export function cutWindow(frame: Uint8Array, size: Size, window: FrameWindow): Uint8Array {
  const { left, top, width, height } = window;
  const pixels = width * height;
  const cut = new Uint8Array((pixels * 3) / 2);
  cutPlane(frame, size.width, window, cut);
  const half = { left: left / 2, top: top / 2, width: width / 2, height: height / 2 };
  const blue = size.width * size.height;
  cutPlane(frame.subarray(blue), size.width / 2, half, cut.subarray(pixels));
  cutPlane(frame.subarray(blue * 1.25), size.width / 2, half, cut.subarray(pixels * 1.25));
  return cut;
}

function cutPlane(
  plane: Uint8Array,
  stride: number,
  { left, top, width, height }: FrameWindow,
  to: Uint8Array,
): void {
  for (let row = 0; row < height; row++) {
    const from = (top + row) * stride + left;
    to.set(plane.subarray(from, from + width), row * width);
  }
}
