import * as z from 'zod';
import { defineKind, type PriceRule } from './define-kind.ts';
import { text } from './fields.ts';
import type { KindDefinition, KindRequest } from './kind-definition.ts';
import { commonFields, kindRequest } from './kind-request.ts';
import { passedOn, refuseOddNames } from './passed-on.ts';
import { unpublishedPrice } from './prices.ts';

/** A family of which little is published (a2e-api 13): the fields that are known, and what they make. */
export interface NeighborSource
  extends Pick<KindDefinition, 'kind' | 'summary' | 'path' | 'example' | 'expectedSeconds'>,
    Partial<Pick<KindDefinition, 'calls' | 'result' | 'seconds' | 'copiesField' | 'isSilent'>> {
  readonly fields: z.core.$ZodShape;
  readonly aliases?: Readonly<Record<string, string>>;
  readonly price?: PriceRule | KindDefinition['price'];
}

/** Fields of texts that most of these families take. */
const usualFields = {
  prompt: text(4000).optional(),
  negative_prompt: text(4000).optional(),
};

/** A kind that checks the fields it knows, shows them again, and hands all others on to the provider. */
export function defineNeighbor({
  fields,
  aliases,
  price = unpublishedPrice,
  ...source
}: NeighborSource): KindDefinition {
  const known = { ...usualFields, ...fields };
  const object = z.object({ ...commonFields, ...known }).catchall(passedOn);
  return defineKind<KindRequest>({
    ...source,
    price,
    request: kindRequest<KindRequest>(object, aliases, refuseOddNames),
    echoes: Object.keys(known),
  });
}
