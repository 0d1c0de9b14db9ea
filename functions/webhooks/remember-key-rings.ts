import type { Clock } from '../clock.ts';
import { KEY_RING_REMEMBERED, type KeyRing } from './key-ring.ts';
import type { WebhookStore } from './webhook-store.ts';

const MOST_REMEMBERED = 1_000;

/**
 * The store, whose key rings are read at most every five seconds: for functions that sign with them. Each ring that is
 * changed through this store is read again.
 */
export function rememberKeyRings<Store extends Pick<WebhookStore, 'keyRing' | 'replaceKeyRing'>>(
  store: Store,
  clock: Clock,
): Store {
  const known = new Map<string, { readonly until: number; readonly ring: KeyRing }>();
  return {
    ...store,
    async keyRing(name: string) {
      const remembered = known.get(name);
      if (remembered && remembered.until > clock.now()) return remembered.ring;
      const ring = await store.keyRing(name);
      if (known.size >= MOST_REMEMBERED) known.clear();
      if (ring) known.set(name, { until: clock.now() + KEY_RING_REMEMBERED, ring });
      return ring;
    },
    replaceKeyRing(ring: KeyRing) {
      known.delete(ring.name);
      return store.replaceKeyRing(ring);
    },
  };
}
