import * as z from 'zod';
import type { KeepFile } from '../media/keep-file.ts';
import { isUsable, type Offer } from '../providers/offer.ts';
import type { Answerers, Json, QuestionName } from '../providers/provider.ts';
import { ProviderError } from '../providers/provider-error.ts';
import { isQuestionName, type QuestionRequest, questions } from '../providers/question.ts';
import type { Refused } from './question-errors.ts';

/** What the API asks the function for that holds the providers' credentials. */
export const providerCall = z.object({
  question: z.string().refine(isQuestionName),
  /** The provider's name in the operator's list. */
  provider: z.string(),
  request: z.json(),
});

export type ProviderCall = z.output<typeof providerCall>;

/** A file that was answered, in our own bucket. */
export interface KeptFile {
  readonly key: string;
  readonly mediaType: string;
  /** How long it plays; left out where it does not. */
  readonly seconds?: number | undefined;
}

/** What came of a call. */
export type ProviderReply =
  | { readonly answer: Json }
  | { readonly file: KeptFile }
  | { readonly refused: Refused };

export interface AnswerQuestion {
  answering(question: QuestionName): Promise<readonly Offer[]>;
  readonly keepFile: KeepFile;
  /** Ends when no answer is waited for any longer. */
  timeOut(seconds: number): Promise<void>;
}

/** In seconds: the gateway cuts the caller off after 30, and the way back needs some. */
const LONGEST_ANSWER = 24;

/** Puts a question to a provider, once, and copies a file that it answers into our bucket. */
export async function answerQuestion(
  context: AnswerQuestion,
  call: ProviderCall,
): Promise<ProviderReply> {
  const offers = await context.answering(call.question);
  const offer = offers.find(({ name }) => name === call.provider);
  if (!offer || !isUsable(offer)) {
    const message = offer?.problem ?? `There is no provider "${call.provider}" here any more.`;
    return refused('misconfigured', message);
  }
  const late = context.timeOut(LONGEST_ANSWER).then(() => {
    const message = `${offer.name} did not answer within ${LONGEST_ANSWER} seconds.`;
    return refused('provider_unreachable', message);
  });
  const answers = offer.provider.answers ?? {};
  return Promise.race([reply(context, answers, call).catch(refusal), late]);
}

async function reply(
  { keepFile }: AnswerQuestion,
  answers: Partial<Answerers>,
  { question, request }: ProviderCall,
): Promise<ProviderReply> {
  if (question !== 'speak' && question !== 'watermark') {
    return { answer: await answer(answers, question, request) };
  }
  const { url } = await answer(answers, question, request);
  const kept = await keepFile(url, question === 'speak' ? 'speech' : 'results');
  return 'refused' in kept ? refused('result_gone', kept.refused) : { file: kept };
}

function answer<Name extends QuestionName>(
  answers: Partial<Answerers>,
  question: Name,
  request: unknown,
) {
  const answerer: Answerers[Name] | undefined = answers[question];
  if (!answerer) throw new Error(`The provider does not answer ${question}.`);
  const parsed: QuestionRequest<Name> = questions[question].request.parse(request);
  return answerer(parsed);
}

function refusal(error: unknown): { refused: Refused } {
  if (!(error instanceof ProviderError)) throw error;
  return refused(error.code, error.message, error.retryAfterSeconds);
}

function refused(code: string, message: string, retryAfterSeconds?: number): { refused: Refused } {
  return { refused: { code, message, retryAfterSeconds } };
}
