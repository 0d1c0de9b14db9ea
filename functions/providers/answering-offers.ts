import { providerSettings } from '../contract.ts';
import { isUsable, type Offer } from './offer.ts';
import type { QuestionName } from './question.ts';
import { typesAnswering } from './registry.ts';

/**
 * Those of the operator's offers that answer a question, each once and in order; where nobody does, one offer that can't
 * be used and says what the operator would have to configure.
 * @param offers of all kinds of task, in the operator's order
 */
export function answeringOffers(question: QuestionName, offers: readonly Offer[]): Offer[] {
  const byName = new Map(offers.filter(isConfigured).map((offer) => [offer.name, offer]));
  const answering = [...byName.values()].filter(
    (offer) => isUsable(offer) && offer.provider.questions?.includes(question),
  );
  if (answering.length > 0) return answering;
  const types = typesAnswering(question);
  const broken = [...byName.values()].filter(({ name }) => types.includes(name));
  return broken.length > 0 ? broken : [nobody(question, types)];
}

function isConfigured(offer: Offer): boolean {
  return isUsable(offer) || !offer.isUnserved;
}

function nobody(question: QuestionName, types: readonly string[]): Offer {
  const problem = `No provider of this deployment answers this: configure ${types.map(withSetting).join(' or ')}.`;
  return { name: question, problem, isUnserved: true };
}

/** `a2e (A2E_TOKEN)`: the type and the name that its credentials are set by. */
function withSetting(type: string): string {
  const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = providerSettings;
  const name = settings[type]?.['apiKey'];
  return name === undefined ? type : `${type} (${name})`;
}
