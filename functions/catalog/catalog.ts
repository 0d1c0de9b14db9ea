import type { KindDefinition } from './kind-definition.ts';
import * as kindList from './kind-list.ts';

export type {
  KindDefinition,
  KindReference,
  KindRequest,
  Price,
} from './kind-definition.ts';

/** The names of the task kinds. */
export type TaskKind = keyof typeof kindList;

const { 'image-to-video': first, ...others } = kindList;

/** Every kind of task there is: the one that most begin with, then the others by name. */
export const kinds: Readonly<Record<TaskKind, KindDefinition>> = {
  'image-to-video': first,
  ...others,
};

/** Kinds whose records A2E keeps at one path. */
export function isSameFamily(kind: TaskKind, other: TaskKind): boolean {
  return kinds[kind].path === kinds[other].path;
}

/** The names of all kinds. */
export const taskKinds = Object.keys(kinds) as readonly TaskKind[];

/** True for the name of a kind. */
export function isTaskKind(name: string): name is TaskKind {
  return Object.hasOwn(kinds, name);
}
