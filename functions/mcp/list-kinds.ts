import { type OpenApi, resolveSchema } from '../client/openapi/open-api.ts';
import { type DescribedKind, readKinds } from '../client/openapi/read-kinds.ts';
import { type ApiAnswer, type ToolRequest, type ToolResult, toToolResult } from './call-tool.ts';
import type { ToolInput } from './tool.ts';

/** The one tool that is no call: what there is to start, in words that fit an agent's memory. */
export const listKinds = {
  name: 'list_kinds',
  description:
    'List the kinds of task: what each needs, and whether a configured provider can make it now. With `kind`: all fields of that kind, an example, and what the example costs.',
  input: {
    type: 'object',
    properties: { kind: { type: 'string', description: 'The name of one kind.' } },
    required: [],
  } satisfies ToolInput as ToolInput,
} as const;

export interface ListKindsDependencies {
  readonly document: OpenApi;
  call(request: ToolRequest): Promise<ApiAnswer>;
}

/** Answers `list_kinds`. */
export async function answerListKinds(
  context: ListKindsDependencies,
  given: Readonly<Record<string, unknown>>,
): Promise<ToolResult> {
  const kinds = readKinds(context.document);
  const name = given['kind'];
  if (name !== undefined) {
    const kind = kinds.find((one) => one.name === name);
    if (kind) return describeKind(context, kind);
    const names = kinds.map((one) => one.name).join(', ');
    const asked = typeof name === 'string' ? name : JSON.stringify(name);
    const text = `There is no kind ${asked}. There are ${names}.`;
    return { content: [{ type: 'text', text }], isError: true };
  }
  const providers = await context.call(get('/api/v1/providers'));
  if (providers.status >= 400) return toToolResult(providers);
  const served = findServedKinds(providers.body);
  const rows = kinds.map(({ name: kind, title, fields }) => ({
    ...{ kind, title },
    needs: fields.filter(({ isRequired }) => isRequired).map((field) => field.name),
    can_run_now: served.has(kind),
  }));
  return toToolResult({ status: 200, body: { rows } });
}

async function describeKind(
  { document, call }: ListKindsDependencies,
  { name: kind, title, startPath, example }: DescribedKind,
): Promise<ToolResult> {
  const body = JSON.stringify({ endpoint: startPath, requestBody: example });
  const quote = await call({ ...get('/api/v1/generation/quote'), method: 'POST', body });
  const schema =
    document.paths[startPath]?.['post']?.requestBody?.content['application/json'].schema;
  const cost =
    quote.status < 400
      ? { example_costs: (quote.body as { data: unknown }).data }
      : { can_run_now: false, why_not: (quote.body as { message: string }).message };
  const fields = schema ? resolveSchema(schema, document) : {};
  return toToolResult({ status: 200, body: { kind, title, example, ...cost, fields } });
}

const get = (path: string): ToolRequest => ({ method: 'GET', path, query: {}, headers: {} });

/** The kinds that some provider in the answer of `GET /api/v1/providers` makes. */
function findServedKinds(body: unknown): Set<string> {
  const { data } = body as { data: { providers: Record<string, { usable: boolean }[]> } };
  const served = Object.entries(data.providers).filter(([, makers]) =>
    makers.some(({ usable }) => usable),
  );
  return new Set(served.map(([kind]) => kind));
}
