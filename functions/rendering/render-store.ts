import type { RenderStatus } from './render-status.ts';

/** What is kept of a render between the functions that start, make and watch it. */
export interface RenderStore {
  /** undefined if the render was never started. */
  readStatus(renderId: string): Promise<RenderStatus | undefined>;
  writeStatus(renderId: string, status: RenderStatus): Promise<void>;
  isCanceled(renderId: string): Promise<boolean>;
  markCanceled(renderId: string): Promise<void>;
  /** Stores the finished MP4; returns its key. */
  putVideo(renderId: string, file: string): Promise<string>;
}
