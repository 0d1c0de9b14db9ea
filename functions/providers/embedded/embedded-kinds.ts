import type { TaskKind } from '../../catalog/catalog.ts';
import { captionRemovalKind } from './caption-removal-kind.ts';
import type { EmbeddedKind } from './embedded-kind.ts';
import { photoKind } from './photo-kind.ts';
import { talkingPhotoKind } from './talking-photo-kind.ts';

/** Every kind of task that is rendered here, without an account anywhere. A new one is a file and a line. */
export const embeddedKinds: readonly EmbeddedKind[] = [
  photoKind,
  talkingPhotoKind,
  captionRemovalKind,
];

/** @throws Error for a kind that is not rendered here. */
export function getEmbeddedKind(kind: TaskKind): EmbeddedKind {
  const found = embeddedKinds.find((one) => one.kind === kind);
  if (!found) throw new Error(`The embedded provider does not make ${kind}.`);
  return found;
}
