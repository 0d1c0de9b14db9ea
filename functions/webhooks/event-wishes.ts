import type { Clock } from '../clock.ts';
import { typeMatches } from './event-types.ts';
import type { WebhookStore } from './webhook-store.ts';

/** How old a warm function's knowledge of an owner's endpoints may be, in milliseconds. */
const REMEMBERED = 60_000;
const MOST_REMEMBERED = 1_000;

/** Whether an enabled endpoint of the owner's asks for events of this type; as it was a minute ago, at most. */
export type IsEventWanted = (owner: string, type: string) => Promise<boolean>;

/** For events that hardly anyone asks for: what nobody wants is not even recorded. */
export function createEventWishes({
  store,
  clock,
}: {
  readonly store: Pick<WebhookStore, 'endpoints'>;
  readonly clock: Clock;
}): IsEventWanted {
  const known = new Map<string, { readonly until: number; readonly filters: readonly string[] }>();

  async function getFilters(owner: string): Promise<readonly string[]> {
    const remembered = known.get(owner);
    if (remembered && remembered.until > clock.now()) return remembered.filters;
    const endpoints = await store.endpoints(owner);
    const filters = endpoints.filter(({ enabled }) => enabled).flatMap(({ events }) => events);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(owner, { until: clock.now() + REMEMBERED, filters });
    return filters;
  }

  return async (owner, type) => typeMatches(await getFilters(owner), type);
}
