import type { TaskKind } from '../../catalog/catalog.ts';
import { captionRemovalWork } from './caption-removal-work.ts';
import type { EmbeddedWork } from './embedded-work.ts';
import { photoWork } from './photo-work.ts';
import { talkingPhotoWork } from './talking-photo-work.ts';

/** Every kind of task that is made here. A new one is a file and a line. */
const embeddedWorks: readonly EmbeddedWork[] = [photoWork, talkingPhotoWork, captionRemovalWork];

/** The kinds that need no account anywhere. */
export const embeddedKinds: readonly TaskKind[] = embeddedWorks.map(({ kind }) => kind);

/** How the kind is made here. @throws Error for a kind that is not. */
export function embeddedWorkOf(kind: TaskKind): EmbeddedWork {
  const work = embeddedWorks.find((one) => one.kind === kind);
  if (!work) throw new Error(`The embedded provider does not make ${kind}.`);
  return work;
}
