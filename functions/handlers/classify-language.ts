import * as z from 'zod';
import { classifyLanguage } from '../speech/classify-language.ts';
import { detectLanguage } from '../speech/detect-language.ts';
import { step } from './step.ts';

const payload = z.object({ text: z.string() });

/** Asked by the API for `lang_classify`, while the caller waits: what it knows of languages is larger than the API. */
export const handler = step('classify-language', payload, async ({ text }) =>
  classifyLanguage(detectLanguage, text),
);
