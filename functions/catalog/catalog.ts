import type { KindDefinition } from './kind-definition.ts';
import { captionRemoval } from './kinds/caption-removal.ts';
import { imageToVideo } from './kinds/image-to-video.ts';
import { talkingPhoto } from './kinds/talking-photo.ts';

export type { KindDefinition, KindRequest, Price } from './kind-definition.ts';

const catalog = {
  'image-to-video': imageToVideo,
  'caption-removal': captionRemoval,
  'talking-photo': talkingPhoto,
} satisfies Record<string, KindDefinition>;

/** The names of the task kinds. */
export type TaskKind = keyof typeof catalog;

/** Every kind of task there is. A new kind is one file and one line here. */
export const kinds: Readonly<Record<TaskKind, KindDefinition>> = catalog;

/** The names of all kinds. */
export const taskKinds = Object.keys(kinds) as readonly TaskKind[];

/** True for the name of a kind. */
export function isTaskKind(name: string): name is TaskKind {
  return Object.hasOwn(kinds, name);
}
