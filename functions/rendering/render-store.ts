import type { RenderStatus } from './render-status.ts';

/** What a render makes, by the names of `renderFiles`. */
export type ProductName = 'video.mp4' | 'poster.jpg' | 'preview.mp4';

/** What is kept of a render between the functions that start, make and watch it. */
export interface RenderStore {
  /** undefined if the render was never started. */
  readStatus(renderId: string): Promise<RenderStatus | undefined>;
  writeStatus(renderId: string, status: RenderStatus): Promise<void>;
  isCanceled(renderId: string): Promise<boolean>;
  markCanceled(renderId: string): Promise<void>;
  /** Stores one of the files that were made, under its own name; returns its key. */
  putFile(renderId: string, name: ProductName, path: string): Promise<string>;
}
