import type { TaskKind } from '../catalog/catalog.ts';
import { answeringOffers } from './answering-offers.ts';
import { isUsable, type Offer } from './offer.ts';
import type { Provider, QuestionName } from './provider.ts';
import type { Offers } from './read-offers.ts';

/** How old a warm function's knowledge may be, in milliseconds. */
const REMEMBERED = 60_000;

/** The providers of this deployment, as the operator's parameters name them. */
export interface OfferSource {
  /** What is offered for a kind of task, in the operator's order. */
  offersOf(kind: TaskKind): Promise<readonly Offer[]>;
  /** Who answers a question, in the operator's order; where nobody does, an offer that says who would. */
  answering(question: QuestionName): Promise<readonly Offer[]>;
  /** @throws Error when a record names a provider that is not here any more, or can't be used now. */
  provider(name: string): Promise<Provider>;
}

export interface OfferSourceOptions {
  read(): Promise<Offers>;
  readonly clock: { now(): number };
  /** Tells the operator what is wrong; the same problem once. */
  warn(message: string, error?: unknown): void;
}

/** Reads the parameters when they are needed, and again after a minute; what was read last stands while they can't be. */
export function createOfferSource({ read, clock, warn }: OfferSourceOptions): OfferSource {
  let known: { offers: Offers; until: number } | undefined;
  let reading: Promise<Offers> | undefined;
  const told = new Set<string>();

  async function refresh(): Promise<Offers> {
    try {
      const offers = await read();
      for (const problem of Object.values(offers).flat().flatMap(problemOf)) {
        if (!told.has(problem)) warn(problem);
        told.add(problem);
      }
      known = { offers, until: clock.now() + REMEMBERED };
      return offers;
    } catch (error) {
      if (!known) throw error;
      warn(
        'The parameters of the providers could not be read; the ones read before still count',
        error,
      );
      known = { ...known, until: clock.now() + REMEMBERED };
      return known.offers;
    }
  }

  async function offers(): Promise<Offers> {
    if (known && clock.now() < known.until) return known.offers;
    reading ??= refresh().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  return {
    offersOf: async (kind) => (await offers())[kind],

    answering: async (question) => answeringOffers(question, Object.values(await offers()).flat()),

    async provider(name) {
      const found = Object.values(await offers())
        .flat()
        .find((offer) => offer.name === name);
      if (found && isUsable(found)) return found.provider;
      throw new Error(
        found?.problem ?? `There is no provider "${name}" in this deployment any more.`,
      );
    },
  };
}

function problemOf(offer: Offer): string[] {
  return isUsable(offer) || offer.isUnserved ? [] : [offer.problem];
}
