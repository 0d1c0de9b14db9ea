import { once } from '../once.ts';
import { usualCalls } from './kind-calls.ts';
import type { KindDefinition, KindRequest, Price, ShownTask } from './kind-definition.ts';
import { pick, taskRecord } from './task-records.ts';

/** A flat price, or one by the length of what is made. */
export type PriceRule = Price | { readonly coinsPerSecond: number };

/** A kind as its file says it; defaults are those of most of A2E's families. */
export interface KindSource<Request extends KindRequest>
  extends Omit<KindDefinition<Request>, 'calls' | 'request' | 'price' | 'result' | 'record'> {
  /** Makes the schema, when the first request comes. */
  request(): KindDefinition<Request>['request'];
  readonly calls?: KindDefinition['calls'];
  readonly price: PriceRule | KindDefinition<Request>['price'];
  readonly result?: KindDefinition['result'];
  /** The fields of the request that the record shows again. */
  readonly echoes?: readonly (keyof Request & string)[];
  record?(task: ShownTask<Request>): Record<string, unknown>;
}

/** Fills in what most of A2E's families have in common: the calls, `result_url`, the record (a2e-api 1.3, 13). */
export function defineKind<Request extends KindRequest>(
  source: KindSource<Request>,
): KindDefinition<Request> {
  const { calls = usualCalls(), result = { field: 'result_url' }, price, ...rest } = source;
  const { echoes = [], request, ...facts } = rest;
  const schema = once(request);
  return {
    record: (task) => taskRecord(task, pick(task.request, echoes), getResults(task, result)),
    ...facts,
    calls,
    result,
    price: typeof price === 'function' ? price : priceBy(price, source),
    get request() {
      return schema();
    },
  };
}

/** What a finished task has: its file, under A2E's name for it and as `result_url`, and the provider's facts. */
export function getResults(
  { status, resultUrl, facts }: ShownTask<unknown>,
  { field, isList, facts: names = [] }: KindDefinition['result'],
): Record<string, unknown> {
  const told = status === 'completed' ? pick(facts, names) : {};
  if (field === undefined) return told;
  const urls = resultUrl === '' ? [] : [resultUrl];
  return { result_url: resultUrl, [field]: isList ? urls : resultUrl, ...told };
}

function priceBy<Request extends KindRequest>(
  rule: PriceRule,
  { seconds }: Pick<KindSource<Request>, 'seconds'>,
): KindDefinition<Request>['price'] {
  if ('amount' in rule) return () => rule;
  return (request, coinsPerSecond = rule.coinsPerSecond) => ({
    amount: Math.ceil((seconds?.(request) ?? 0) * coinsPerSecond),
    currency: 'coins',
  });
}
