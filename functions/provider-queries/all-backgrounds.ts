import type { SystemBackground } from '../providers/provider-query.ts';
import { type BackgroundView, listBackgrounds } from '../resources/backgrounds.ts';
import type { SavedAddresses } from '../resources/saved-addresses.ts';
import { QueryUnavailableError } from './query-errors.ts';

export interface SharedBackgrounds {
  /** Those that everyone has at the provider that makes avatar videos; none if there is no such provider. */
  sharedBackgrounds(): Promise<readonly SystemBackground[]>;
  /** From 0 to below 1. */
  random(): number;
}

/** The owner's backgrounds, then everyone's. */
export async function listAllBackgrounds(
  context: Pick<SavedAddresses, 'resources'> & Pick<SharedBackgrounds, 'sharedBackgrounds'>,
  owner: string,
): Promise<(BackgroundView | SystemBackground)[]> {
  const [own, shared] = await Promise.all([
    listBackgrounds(context, owner),
    context.sharedBackgrounds(),
  ]);
  return [...own, ...shared];
}

/** One of everyone's backgrounds. @throws QueryUnavailableError if there are none */
export async function randomBackground({
  sharedBackgrounds,
  random,
}: SharedBackgrounds): Promise<SystemBackground> {
  const shared = await sharedBackgrounds();
  const chosen = shared[Math.floor(random() * shared.length)];
  if (chosen) return chosen;
  throw new QueryUnavailableError(
    'There are no backgrounds for everyone: they come with a provider of type a2e (A2E_TOKEN). Add your own with POST /api/v1/custom_back/add.',
  );
}
