import { isUsable, type Offer } from '../providers/offer.ts';
import type { Json, QuestionName } from '../providers/provider.ts';
import { type QuestionAnswer, type QuestionRequest, questions } from '../providers/question.ts';
import type { KeptFile, ProviderCall, ProviderReply } from './answer-question.ts';
import { refusalError, UnansweredError } from './question-errors.ts';

export interface Ask {
  /** Who answers a question, in the operator's order. */
  answering(question: QuestionName): Promise<readonly Offer[]>;
  /** Has the question put by the function that holds the providers' credentials. */
  callProvider(call: ProviderCall): Promise<ProviderReply>;
}

/** The questions that are answered with a file. */
export type FileQuestion = 'speak' | 'watermark';

/**
 * Puts a question to a provider while the caller waits.
 * @param provider who must answer; the first who does, where it is left out
 * @throws UnansweredError, QuestionRejectedError, QuestionModeratedError, ProviderBusyError
 */
export async function ask<Name extends Exclude<QuestionName, FileQuestion>>(
  context: Ask,
  question: Name,
  request: QuestionRequest<Name>,
  provider?: string,
): Promise<QuestionAnswer<Name>> {
  const reply = await put(context, question, request, provider);
  const answer: unknown = 'answer' in reply ? reply.answer : undefined;
  return questions[question].answer.parse(answer);
}

/** As `ask`, where the answer is a file: it is in our bucket then. */
export async function askForFile(
  context: Ask,
  question: FileQuestion,
  request: QuestionRequest<FileQuestion>,
  provider?: string,
): Promise<KeptFile> {
  const reply = await put(context, question, request, provider);
  if ('file' in reply) return reply.file;
  throw new Error(`${question} was answered without a file.`);
}

/** The name of who answers; nothing where the operator has configured nobody. @throws UnansweredError where none can be used */
export async function whoAnswers(
  { answering }: Pick<Ask, 'answering'>,
  question: QuestionName,
): Promise<string | undefined> {
  const offers = await answering(question);
  const usable = offers.find(isUsable);
  const broken = offers.flatMap((offer) => (isUsable(offer) || offer.isUnserved ? [] : [offer]));
  const [first] = broken;
  if (usable || !first) return usable?.name;
  throw new UnansweredError(first.problem);
}

/** The name of who answers. @throws UnansweredError that says who would have to be configured, or how */
export async function requireAnswerer(
  { answering }: Pick<Ask, 'answering'>,
  question: QuestionName,
): Promise<string> {
  const offers = await answering(question);
  const usable = offers.find(isUsable);
  if (usable) return usable.name;
  const problems = offers.flatMap((offer) => (isUsable(offer) ? [] : [offer.problem]));
  throw new UnansweredError(problems.join(' '));
}

async function put(
  context: Ask,
  question: QuestionName,
  request: object,
  wanted: string | undefined,
): Promise<Exclude<ProviderReply, { refused: unknown }>> {
  const provider = wanted ?? (await requireAnswerer(context, question));
  // What goes to the other function is JSON; members without a value are left out of it.
  const sent = JSON.parse(JSON.stringify(request)) as Json;
  const reply = await context.callProvider({ question, provider, request: sent });
  if ('refused' in reply) throw refusalError(reply.refused);
  return reply;
}
