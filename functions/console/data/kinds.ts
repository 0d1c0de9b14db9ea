import { type DescribedKind, readKinds } from '../../client/openapi/read-kinds.ts';
import { getDocument } from './document.ts';

/** Every kind of task, in the order of the reference. */
export async function listKinds(): Promise<readonly DescribedKind[]> {
  return readKinds(await getDocument());
}
