import * as z from 'zod';
import type { KeepFile } from '../media/keep-file.ts';
import { type ConfiguredProvider, isUsable } from '../providers/configured-provider.ts';
import type { Json } from '../providers/operation.ts';
import { ProviderError } from '../providers/provider-error.ts';
import type { QueryHandlers, QueryName } from '../providers/provider-query.ts';
import { isQueryName, type QueryRequest, querySchemas } from '../providers/provider-query.ts';
import type { Refused } from './query-errors.ts';

/** What the API asks the function for that holds the providers' credentials. */
export const providerQuery = z.object({
  query: z.string().refine(isQueryName),
  /** The provider's name in the operator's list. */
  provider: z.string(),
  request: z.json(),
});

export type ProviderQuery = z.output<typeof providerQuery>;

/** A file that was answered, in our own bucket. */
export interface KeptFile {
  readonly key: string;
  readonly mediaType: string;
  /** How long it plays; undefined if it does not. */
  readonly seconds?: number | undefined;
}

/** What came of a call. */
export type ProviderReply =
  | { readonly answer: Json }
  | { readonly file: KeptFile }
  | { readonly refused: Refused };

export interface RunQueryDependencies {
  providersForQuery(query: QueryName): Promise<readonly ConfiguredProvider[]>;
  readonly keepFile: KeepFile;
  /** Ends when no answer is waited for any longer. */
  timeOut(seconds: number): Promise<void>;
}

/** In seconds: the gateway cuts the caller off after 30, and the way back needs some. */
const LONGEST_ANSWER = 24;
/** In seconds: what is asked for first leaves time for what follows. */
const LONGEST_FIRST_ANSWER = 4;

/** Sends a query to a provider, once, and copies a file that it answers into our bucket. */
export async function runQuery(
  context: RunQueryDependencies,
  call: ProviderQuery,
): Promise<ProviderReply> {
  const providers = await context.providersForQuery(call.query);
  const configured = providers.find(({ name }) => name === call.provider);
  if (!configured || !isUsable(configured)) {
    const message = configured?.problem ?? `There is no provider "${call.provider}" here any more.`;
    return refused('misconfigured', message);
  }
  const longest = call.query === 'list-voices' ? LONGEST_FIRST_ANSWER : LONGEST_ANSWER;
  const late = context.timeOut(longest).then(() => {
    const message = `${configured.name} did not answer within ${longest} seconds.`;
    return refused('provider_unreachable', message);
  });
  const answers = configured.provider.queryHandlers ?? {};
  return Promise.race([reply(context, answers, call).catch(refusal), late]);
}

async function reply(
  { keepFile }: RunQueryDependencies,
  answers: Partial<QueryHandlers>,
  { query, request }: ProviderQuery,
): Promise<ProviderReply> {
  if (query !== 'speak' && query !== 'watermark') {
    return { answer: await answer(answers, query, request) };
  }
  const { url } = await answer(answers, query, request);
  const kept = await keepFile(url, query === 'speak' ? 'speech' : 'results');
  return 'refused' in kept ? refused('result_gone', kept.refused) : { file: kept };
}

function answer<Name extends QueryName>(
  answers: Partial<QueryHandlers>,
  query: Name,
  request: unknown,
) {
  const answerer: QueryHandlers[Name] | undefined = answers[query];
  if (!answerer) throw new Error(`The provider does not answer ${query}.`);
  const parsed: QueryRequest<Name> = querySchemas[query].request.parse(request);
  return answerer(parsed);
}

function refusal(error: unknown): { refused: Refused } {
  if (!(error instanceof ProviderError)) throw error;
  return refused(error.code, error.message, error.retryAfterSeconds);
}

function refused(code: string, message: string, retryAfterSeconds?: number): { refused: Refused } {
  return { refused: { code, message, retryAfterSeconds } };
}
