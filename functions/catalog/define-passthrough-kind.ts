import * as z from 'zod';
import { once } from '../once.ts';
import { defineKind, getResults, type PriceRule } from './define-kind.ts';
import { requireFields, text } from './fields.ts';
import type { KindDefinition, KindRequest } from './kind-definition.ts';
import { commonFields, kindRequest } from './kind-request.ts';
import { passthroughField, rejectFieldNames } from './passthrough-field.ts';
import { unpublishedPrice } from './prices.ts';
import { pick, taskRecord } from './task-records.ts';

/** A family of which little is published (a2e-api 13): the fields that are known, and what they make. */
export interface PassthroughKindSource
  extends Pick<KindDefinition, 'kind' | 'summary' | 'path' | 'example' | 'expectedSeconds'>,
    Partial<
      Pick<KindDefinition, 'calls' | 'result' | 'seconds' | 'copiesField' | 'supportsCallbacks'>
    > {
  /** The known fields without which a request is refused, among those that are optional. Defaults to none. */
  readonly required?: readonly string[];
  /** The fields that are known. */
  fields(): z.core.$ZodShape;
  /** The known fields that records show as numbers, however they were sent. Defaults to none. */
  readonly numbers?: readonly string[];
  readonly aliases?: Readonly<Record<string, string>>;
  readonly price?: PriceRule | KindDefinition['price'];
}

/** Texts that most of these families take. */
const usualFields = once(() => ({
  prompt: text(4000).optional(),
  negative_prompt: text(4000).optional(),
}));

/** A kind that checks the fields it knows, shows them again, and hands all others on to the provider. */
export function definePassthroughKind({
  fields,
  aliases,
  required = [],
  numbers = [],
  price = unpublishedPrice,
  ...source
}: PassthroughKindSource): KindDefinition {
  const known = once(() => requireFields({ ...usualFields(), ...fields() }, required));
  const { result = { field: 'result_url' } } = source;
  return defineKind<KindRequest>({
    ...source,
    price,
    request() {
      const object = z.object({ ...commonFields, ...known() }).catchall(passthroughField);
      return kindRequest<KindRequest>(object, aliases, rejectFieldNames);
    },
    record(task) {
      const { name: _name, ...echoes } = known();
      const shown = {
        ...pick(task.request, Object.keys(echoes)),
        ...toNumbers(task.request, numbers),
      };
      return taskRecord(task, shown, getResults(task, result));
    },
  });
}

function toNumbers(request: KindRequest, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => (request[name] === undefined ? [] : [[name, Number(request[name])]])),
  );
}
