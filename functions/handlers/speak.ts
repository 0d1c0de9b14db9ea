import * as z from 'zod';
import { speakContext } from '../context.ts';
import { speak } from '../speech/speak.ts';
import { step } from './step.ts';

const payload = z.object({ text: z.string(), speaker: z.string(), rate: z.number() });
const context = speakContext();

/** Asked by the API for `send_tts`, while the caller waits. */
export const handler = step('speak', payload, (utterance) => speak(context, utterance));
