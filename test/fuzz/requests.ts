import fc from 'fast-check';
import type { ApiRequest } from './api-event.ts';
import { type Document, type Operation, type Parameter, resolve } from './operations.ts';
import { anyAddress, getValues, type Hints, junk, oddNames, spoiled } from './random-values.ts';

/** Things that there are, of either owner. */
export interface Known {
  readonly ids: readonly KnownId[];
  /** What a start can be asked to quote. */
  readonly starts: readonly string[];
}

export interface KnownId {
  readonly id: string;
  /** The path of the operation that made it. */
  readonly madeAt: string;
}

export interface RequestsOptions {
  readonly document: Document;
  /** Grows while the requests are sent. */
  readonly known: Known;
  /** What stands where an address is asked for; all kinds of addresses where it is left out. */
  readonly addresses?: fc.Arbitrary<string>;
}

/** Requests of an operation: half of them as its schemas say, half with something wrong. */
export function requestsOf(
  { method, path, operation }: Operation,
  { document, known, addresses = anyAddress }: RequestsOptions,
): fc.Arbitrary<ApiRequest> {
  const hints = hintsOf({ known, addresses }, path);
  const parametersIn = (place: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema, required }) => {
            const values = hints(name) ?? getValues(document, hints, schema);
            const mixed = fc.oneof({ weight: 8, arbitrary: values }, junk, oddNames);
            return [name, required ? mixed : fc.option(mixed, { nil: undefined })];
          }),
      ),
    );
  return fc
    .record({
      params: parametersIn('path'),
      query: parametersIn('query'),
      headers: parametersIn('header'),
      body: bodiesOf(operation.requestBody, document, hints),
      odd: fc.oneof(
        { weight: 9, arbitrary: fc.constant({}) },
        oddNames.map((name) => Object.fromEntries([[name, 'x']])),
      ),
    })
    .map(({ params, query, headers, body, odd }) => ({
      method,
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => segment(params[name])),
      query: texts({ ...query, ...odd }),
      headers: lowerCase(printable(texts(headers))),
      ...(body === undefined || method === 'GET' ? {} : { body }),
    }));
}

function bodiesOf(
  requestBody: Operation['operation']['requestBody'],
  document: Document,
  hints: Hints,
): fc.Arbitrary<string | undefined> {
  if (requestBody === undefined) return fc.constantFrom(undefined, '{}', '', 'null', '[7]');
  const { schema } = requestBody.content['application/json'];
  const values = getValues(document, hints, resolve(document, schema));
  return fc.oneof(
    { weight: 5, arbitrary: values.map(json) },
    { weight: 5, arbitrary: spoiled(values).map(json) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        undefined,
        '',
        '{"a":',
        '[]]',
        '{"__proto__":{"x":1}}',
        '{"metadata":{"constructor":1}}',
      ),
    },
  );
}

/** Members by whose name we know what leads further: mostly ids of things that this operation is about. */
function hintsOf(
  { known: { ids, starts }, addresses }: Required<Omit<RequestsOptions, 'document'>>,
  path: string,
): Hints {
  const familyOf = (text: string) => text.split('/').slice(0, 4).join('/');
  const isOfEveryKind = familyOf(path) === '/api/v1/tasks';
  const related = ids.filter(({ madeAt }) => isOfEveryKind || familyOf(madeAt) === familyOf(path));
  const id = fc.oneof(
    { weight: 6, arbitrary: oneOf(related) },
    { weight: 2, arbitrary: oneOf(ids) },
    fc.stringMatching(/^[0-9a-f]{24}$/),
  );
  const time = fc
    .date({ min: new Date('2026-10-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const hints: Record<string, fc.Arbitrary<unknown>> = {
    ids: fc.array(id, { maxLength: 5 }),
    username: oneOf(ids.filter(({ madeAt }) => madeAt.endsWith('/username'))),
    endpoint: fc.constantFrom(...starts),
    provider: fc.constantFrom('scripted', 'embedded', 'nobody'),
    since: time,
    after: time,
    before: time,
    startDate: time,
    endDate: time.map((text) => text.slice(0, 10)),
  };
  return (name) => {
    if (Object.hasOwn(hints, name)) return hints[name];
    if (/^(id|_id|task)$|_id$/.test(name)) return id;
    if (/(^|_)urls$/.test(name)) return fc.array(addresses, { minLength: 1, maxLength: 4 });
    return /url$/i.test(name) ? addresses : undefined;
  };
}

function oneOf(ids: readonly KnownId[]): fc.Arbitrary<string> {
  return ids.length === 0 ? fc.constant('none') : fc.constantFrom(...ids.map(({ id }) => id));
}

function json(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** One segment of a path, never one that a path would lose or that would be two. */
function segment(value: unknown): string {
  const text = asText(value)
    .toWellFormed()
    .replaceAll(/[/\\?#%\p{Cc}]/gu, '-');
  return /^\.*\s*$/.test(text) ? '-' : text;
}

function texts(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, asText(value).toWellFormed()]],
    ),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : json(value);
}

/** What may stand in a header at all. */
function printable(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll(/[^\x20-\x7e]/g, '').trim(),
    ]),
  );
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
