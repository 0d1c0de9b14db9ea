import type { Clock } from '../clock.ts';
import { rememberFor } from '../remember-for.ts';
import { KEY_RING_REMEMBERED, type KeyRing } from './key-ring.ts';
import type { WebhookStore } from './webhook-store.ts';

/**
 * The store, whose key rings are read at most every five seconds: for functions that sign with them. Each ring that is
 * changed through this store is read again.
 */
export function rememberKeyRings<Store extends Pick<WebhookStore, 'keyRing' | 'replaceKeyRing'>>(
  store: Store,
  clock: Clock,
): Store {
  const rings = rememberFor({ milliseconds: KEY_RING_REMEMBERED, clock }, (name) =>
    store.keyRing(name),
  );
  return {
    ...store,
    keyRing: rings.get,
    replaceKeyRing(ring: KeyRing) {
      rings.forget(ring.name);
      return store.replaceKeyRing(ring);
    },
  };
}
