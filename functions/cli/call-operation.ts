import { ApiFailure } from '../client/api-failure.ts';
import type { DescribedCall, FieldLocation } from '../client/openapi/read-calls.ts';
import type { Reelhook } from '../client/reelhook.ts';

interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * Makes a call that the document describes, each field in its place.
 * @returns the envelope's data; of a public call, the document
 * @throws ApiFailure
 */
export async function callOperation(
  client: Reelhook,
  { method, path, fields }: Pick<DescribedCall, 'method' | 'path' | 'fields'>,
  given: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const at = (location: FieldLocation) =>
    Object.fromEntries(
      fields.flatMap(({ name, location: own }) =>
        own === location && given[name] !== undefined ? [[name, given[name]]] : [],
      ),
    );
  const takesBody = fields.some(({ location }) => location === 'body');
  const request = {
    params: { path: at('path'), query: at('query'), header: at('header') },
    ...(takesBody ? { body: at('body') } : {}),
  };
  const answer = client.api.request(method.toLowerCase() as never, path as never, request as never);
  const { data, error, response } = (await answer) as Answer;
  if (!response.ok) throw new ApiFailure(response.status, toRefusal(error));
  return isEnvelope(data) ? data.data : data;
}

const toRefusal = (error: unknown) =>
  typeof error === 'object' && error !== null ? error : undefined;

const isEnvelope = (value: unknown): value is { data: unknown } =>
  typeof value === 'object' && value !== null && 'trace_id' in value && 'data' in value;
