import { expect, it } from 'vitest';
import { openSigningKeys, rotateKey } from '../../../../functions/webhooks/keys.ts';
import { rememberKeyRings } from '../../../../functions/webhooks/remember-key-rings.ts';
import { createWebhookWorld } from '../../../fakes/webhook-world.ts';

it('signs with a key that was rotated at once for five seconds at most', async () => {
  const { dependencies, pass } = createWebhookWorld();
  let reads = 0;
  const counted = {
    ...dependencies.store,
    keyRing: (name: string) => {
      reads += 1;
      return dependencies.store.keyRing(name);
    },
  };
  const warm = { ...dependencies, store: rememberKeyRings(counted, dependencies.clock) };
  const [old] = await openSigningKeys(dependencies, 'owner/ada');
  expect(await openSigningKeys(warm, 'owner/ada')).toEqual([old]);
  await rotateKey(dependencies, 'owner/ada', 'at-once');
  pass(4.9);
  expect(await openSigningKeys(warm, 'owner/ada')).toEqual([old]);
  expect(reads).toBe(1);
  pass(0.1);
  expect(await openSigningKeys(warm, 'owner/ada')).not.toContain(old);
  expect(reads).toBe(2);
});
