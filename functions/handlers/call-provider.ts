import { setTimeout } from 'node:timers/promises';
import { createKeepFile } from '../media/keep-file.ts';
import { answerQuestion, providerCall } from '../questions/answer-question.ts';
import { mediaStore } from '../service/aws.ts';
import { download } from '../service/network.ts';
import { providers } from '../service/providers.ts';
import { step } from './step.ts';

const context = {
  answering: providers().answering,
  keepFile: createKeepFile({ media: mediaStore(), download: download() }),
  timeOut: (seconds: number) => setTimeout<void>(seconds * 1000),
};

/** Asked by the API for what a provider answers at once: the one function that uses its credentials while a caller waits. */
export const handler = step('call-provider', providerCall, (call) => answerQuestion(context, call));
