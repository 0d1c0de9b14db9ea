import type { Json } from '../providers/operation.ts';
import type {
  QueryName,
  SystemAvatar,
  SystemBackground,
  SystemVoice,
  VoiceListRequest,
} from '../providers/provider-query.ts';
import { ProviderBusyError, QueryUnavailableError } from './query-errors.ts';
import { findQueryProvider, type QueryDependencies, queryProvider } from './query-provider.ts';

/** What everyone has at the provider who makes avatar videos; empty where the operator has configured none. */
export interface SharedLists {
  sharedAvatars(): Promise<readonly SystemAvatar[]>;
  sharedBackgrounds(): Promise<readonly SystemBackground[]>;
  /** Those that can be spoken with. */
  sharedStreamingAvatars(): Promise<readonly Readonly<Record<string, Json>>[]>;
  /** Those that speak a language as in a region. */
  sharedVoices(region: VoiceListRequest): Promise<readonly SystemVoice[]>;
}

/** How old a list may be, in milliseconds: five minutes. */
const REMEMBERED = 5 * 60 * 1000;
/** Of how many languages and regions the voices are remembered. */
const MOST_REGIONS = 100;

/** Asks for the lists when they are needed and remembers them; what was read last stands while nobody answers. */
export function createSharedLists(
  context: QueryDependencies & { clock: { now(): number } },
): SharedLists {
  const voices = new Map<string, () => Promise<readonly SystemVoice[]>>();
  return {
    sharedVoices({ country, region }) {
      const key = `${country}-${region}`;
      const list =
        voices.get(key) ??
        remembered(context, 'list-voices', (provider) =>
          queryProvider(context, 'list-voices', { country, region }, provider),
        );
      if (voices.size >= MOST_REGIONS) voices.clear();
      voices.set(key, list);
      return list();
    },
    sharedAvatars: remembered(context, 'list-avatars', (provider) =>
      queryProvider(context, 'list-avatars', {}, provider),
    ),
    sharedBackgrounds: remembered(context, 'list-backgrounds', (provider) =>
      queryProvider(context, 'list-backgrounds', {}, provider),
    ),
    sharedStreamingAvatars: remembered(context, 'list-streaming-avatars', (provider) =>
      queryProvider(context, 'list-streaming-avatars', {}, provider),
    ),
  };
}

function remembered<Item>(
  context: Pick<QueryDependencies, 'providersForQuery'> & { clock: { now(): number } },
  query: QueryName,
  read: (provider: string) => Promise<Item[]>,
): () => Promise<readonly Item[]> {
  let known: { provider: string; items: Item[]; until: number } | undefined;
  return async () => {
    const provider = await findQueryProvider(context, query);
    if (provider === undefined) return [];
    const now = context.clock.now();
    const last = known?.provider === provider ? known : undefined;
    if (last && now < last.until) return last.items;
    const items = await read(provider).catch((error: unknown) => {
      if (!last || !isOutage(error)) throw error;
      return last.items;
    });
    known = { provider, items, until: now + REMEMBERED };
    return items;
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof QueryUnavailableError || error instanceof ProviderBusyError;
}
