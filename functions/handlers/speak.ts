import * as z from 'zod';
import { mediaStore } from '../service/aws.ts';
import { synthesizer } from '../service/speech.ts';
import { encodeMp3 } from '../speech/encode-mp3.ts';
import { speak } from '../speech/speak.ts';
import { step } from './step.ts';

const payload = z.object({
  text: z.string(),
  rate: z.number(),
  ttsId: z.string(),
  regions: z.array(z.object({ country: z.string(), region: z.string().optional() })),
});
const context = { synthesize: synthesizer(), compress: encodeMp3, media: mediaStore() };

/** Asked by the API for `send_tts`, while the caller waits. */
export const handler = step('speak', payload, (utterance) => speak(context, utterance));
