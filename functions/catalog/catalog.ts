import { type ImageToVideoRequest, imageToVideo } from './image-to-video.ts';
import type { KindDefinition, TaskKind } from './kind-definition.ts';

export type { TaskKind } from './kind-definition.ts';

/** What a task of any kind is asked for. */
export type KindRequest = ImageToVideoRequest;

/** Every kind of task there is. A new kind is one file and one line here. */
export const kinds: Record<TaskKind, KindDefinition<KindRequest>> = {
  'image-to-video': imageToVideo,
};

/** The kind of that name, or nothing. */
export function findKind(name: string): KindDefinition<KindRequest> | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name as TaskKind] : undefined;
}
