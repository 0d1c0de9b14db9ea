import { type ConfiguredProvider, isUsable } from '../providers/configured-provider.ts';
import type { Json } from '../providers/operation.ts';
import type { QueryName } from '../providers/provider-query.ts';
import { type QueryAnswer, type QueryRequest, querySchemas } from '../providers/provider-query.ts';
import { createQueryError, QueryUnavailableError } from './query-errors.ts';
import type { KeptFile, ProviderQuery, ProviderReply } from './run-query.ts';

export interface QueryDependencies {
  /** Who answers a query, in the operator's order. */
  providersForQuery(query: QueryName): Promise<readonly ConfiguredProvider[]>;
  /** Has the query put by the function that holds the providers' credentials. */
  callProvider(call: ProviderQuery): Promise<ProviderReply>;
}

/** The queries that are answered with a file. */
export type FileQuery = 'speak' | 'watermark';

/**
 * Sends a query to a provider while the caller waits.
 * @param provider who must answer; optional, defaults to the first that does
 * @throws QueryUnavailableError, QueryRejectedError, QueryModeratedError, ProviderBusyError
 */
export async function queryProvider<Name extends Exclude<QueryName, FileQuery>>(
  context: QueryDependencies,
  query: Name,
  request: QueryRequest<Name>,
  provider?: string,
): Promise<QueryAnswer<Name>> {
  const reply = await sendQuery(context, query, request, provider);
  const answer: unknown = 'answer' in reply ? reply.answer : undefined;
  return querySchemas[query].answer.parse(answer);
}

/** As `queryProvider`, where the answer is a file: it is in our bucket then. */
export async function queryFile(
  context: QueryDependencies,
  query: FileQuery,
  request: QueryRequest<FileQuery>,
  provider?: string,
): Promise<KeptFile> {
  const reply = await sendQuery(context, query, request, provider);
  if ('file' in reply) return reply.file;
  throw new Error(`${query} was answered without a file.`);
}

/** The name of the provider that answers; undefined if none is configured. @throws QueryUnavailableError where none can be used */
export async function findQueryProvider(
  { providersForQuery }: Pick<QueryDependencies, 'providersForQuery'>,
  query: QueryName,
): Promise<string | undefined> {
  const providers = await providersForQuery(query);
  const usable = providers.find(isUsable);
  const broken = providers.flatMap((configured) =>
    isUsable(configured) || configured.notConfigured ? [] : [configured],
  );
  const [first] = broken;
  if (usable || !first) return usable?.name;
  throw new QueryUnavailableError(first.problem);
}

/** The name of who answers. @throws QueryUnavailableError that says who would have to be configured, or how */
export async function requireQueryProvider(
  { providersForQuery }: Pick<QueryDependencies, 'providersForQuery'>,
  query: QueryName,
): Promise<string> {
  const providers = await providersForQuery(query);
  const usable = providers.find(isUsable);
  if (usable) return usable.name;
  const problems = providers.flatMap((configured) =>
    isUsable(configured) ? [] : [configured.problem],
  );
  throw new QueryUnavailableError(problems.join(' '));
}

async function sendQuery(
  context: QueryDependencies,
  query: QueryName,
  request: object,
  wanted: string | undefined,
): Promise<Exclude<ProviderReply, { refused: unknown }>> {
  const provider = wanted ?? (await requireQueryProvider(context, query));
  // What goes to the other function is JSON; undefined members are dropped.
  const sent = JSON.parse(JSON.stringify(request)) as Json;
  const reply = await context.callProvider({ query, provider, request: sent });
  if ('refused' in reply) throw createQueryError(reply.refused);
  return reply;
}
