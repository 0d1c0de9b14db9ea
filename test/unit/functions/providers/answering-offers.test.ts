import { expect, it } from 'vitest';
import { answeringOffers } from '../../../../functions/providers/answering-offers.ts';
import type { Offer } from '../../../../functions/providers/offer.ts';
import type { Provider } from '../../../../functions/providers/provider.ts';

const usable = (name: string, ...questions: string[]): Offer => ({
  name,
  provider: { name, questions } as unknown as Provider,
});
const unserved: Offer = { name: 'dubbing', problem: 'Nobody dubs.', isUnserved: true };

it('names those who answer, each once and in order', () => {
  const near = usable('near', 'queue-level');
  const far = usable('far', 'queue-level', 'speak');
  const offers = [usable('fal'), near, far, near, unserved];
  expect(answeringOffers('queue-level', offers)).toEqual([near, far]);
  expect(answeringOffers('speak', offers)).toEqual([far]);
});

it('says who would answer where nobody does', () => {
  const [nobody, ...others] = answeringOffers('speak', [usable('fal'), unserved]);
  expect(others).toEqual([]);
  expect(nobody).toMatchObject({
    isUnserved: true,
    problem: 'No provider of this deployment answers this: configure a2e (A2E_TOKEN).',
  });
});

it('says what is wrong with the one who would', () => {
  const broken = { name: 'a2e', problem: 'apiKey is missing.' };
  expect(answeringOffers('speak', [usable('fal'), broken])).toEqual([broken]);
});
