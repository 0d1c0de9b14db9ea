import { callProviderContext } from '../context.ts';
import { answerQuestion, providerCall } from '../questions/answer-question.ts';
import { step } from './step.ts';

const context = callProviderContext();

/** Asked by the API for what a provider answers at once: the one function that uses its credentials while a caller waits. */
export const handler = step('call-provider', providerCall, (call) => answerQuestion(context, call));
