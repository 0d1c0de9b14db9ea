import * as z from 'zod';
import { InvalidRequestError } from '../../catalog/invalid-request-error.ts';
import type { Classified } from '../../speech/classify-language.ts';
import { deletePreview, listPreviews, previewPage } from '../../speech/previews.ts';
import { type SendSpeechDependencies, sendSpeech } from '../../speech/send-speech.ts';
import {
  classifyRequest,
  labelLanguage,
  speechRequest,
  voiceFilter,
} from '../../speech/speech-fields.ts';
import { toLanguageViews, toPresetViews, toVoiceViews } from '../../speech/voice-views.ts';
import { type ApiOperation, operation } from '../operation.ts';
import { removed } from './answers.ts';
import {
  examplePreview,
  exampleSound,
  exampleVoice,
  language,
  listLanguages,
  listVoices,
  previews,
  voice,
  voiceGroup,
} from './speech-answers.ts';

export interface SpeechOperations extends SendSpeechDependencies {
  /** Detects a text's language in a separate function, which holds the detector's data. */
  classify(text: string): Promise<Classified>;
}

const voiceList = '/api/v1/anchor/voice_list';
const languageList = '/api/v1/anchor/language_list';

/** Text to speech, the voices there are for it, and the language of a text (a2e-api 4, 5 and 12). */
export const speechOperations: readonly ApiOperation<SpeechOperations>[] = [
  operation({
    method: 'POST',
    path: '/api/v1/video/send_tts',
    isSlow: true,
    startsTasks: true,
    body: speechRequest,
    answer: z.string(),
    describe: {
      tag: 'Speech',
      title: 'Convert text to speech',
      description:
        'Answers the URL of an MP3, which can be read for 7 days. Give either `tts_id` or `user_voice_id`. A voice of A2E’s speaks at A2E if a provider is configured for it; otherwise the nearest local voice speaks, and `warnings` names it. `country` and `region` say its language; optional, default to that of the text.',
      bodyExample: { msg: 'Hello, world.', tts_id: exampleVoice.value },
      example: exampleSound,
      agent: 'speak',
    },
    handle: (context: SpeechOperations, { owner, body, warn }) =>
      sendSpeech(context, owner, body, warn),
  }),
  operation({
    method: 'GET',
    path: '/api/v1/tts/preview/list',
    query: previewPage,
    answer: previews,
    describe: {
      tag: 'Speech',
      title: 'List recent speech',
      description: 'What was spoken in the last 24 hours, newest first.',
      example: { current: 1, pageSize: 20, total: 1, success: true, data: [examplePreview] },
    },
    handle: (context: SpeechOperations, { owner, query }) => listPreviews(context, owner, query),
  }),
  operation({
    method: 'DELETE',
    path: '/api/v1/tts/preview/:id',
    answer: removed,
    describe: {
      tag: 'Speech',
      title: 'Remove speech from the list',
      description: 'The MP3 can be read until its 7 days are over.',
      params: { id: 'Its `_id`, from the list.' },
      example: { _id: examplePreview._id },
      errors: [404],
    },
    async handle(context: SpeechOperations, { owner, params }) {
      const id = params['id'] ?? '';
      await deletePreview(context, owner, id);
      return { _id: id };
    },
  }),
  operation({
    method: 'GET',
    path: voiceList,
    query: voiceFilter,
    answer: z.array(voiceGroup),
    describe: { ...listVoices, agent: 'list_voices' },
    handle: async (_context: SpeechOperations, { query }) => toVoiceViews(query),
  }),
  operation({
    method: 'POST',
    path: voiceList,
    body: voiceFilter,
    answer: z.array(voiceGroup),
    describe: { ...listVoices, title: 'List voices (POST)' },
    handle: async (_context: SpeechOperations, { body }) => toVoiceViews(body),
  }),
  operation({
    method: 'POST',
    path: '/api/v1/anchor/tts_list',
    answer: z.array(voice.extend({ _id: z.string() })),
    describe: {
      tag: 'Speech',
      title: 'List the clearest voices of every language',
      description: 'One of each gender.',
      example: [{ _id: exampleVoice.value, ...exampleVoice }],
    },
    handle: async () => toPresetViews(),
  }),
  operation({
    method: 'GET',
    path: languageList,
    query: labelLanguage,
    answer: z.array(language),
    describe: listLanguages,
    handle: async (_context: SpeechOperations, { query }) => toLanguageViews(query.lang),
  }),
  operation({
    method: 'POST',
    path: languageList,
    body: labelLanguage,
    answer: z.array(language),
    describe: { ...listLanguages, title: 'List languages (POST)' },
    handle: async (_context: SpeechOperations, { body }) => toLanguageViews(body.lang),
  }),
  operation({
    method: 'POST',
    path: '/api/v1/video/lang_classify',
    body: classifyRequest,
    answer: z.string(),
    describe: {
      tag: 'Speech',
      title: 'Detect the language of a text',
      description: 'Answers a locale. A text in no known language is rejected.',
      bodyExample: { msg: 'Mañana iremos a la playa.' },
      example: 'es-ES',
    },
    async handle({ classify }: SpeechOperations, { body }) {
      const classified = await classify(body.msg);
      if ('locale' in classified) return classified.locale;
      throw new InvalidRequestError([{ field: 'msg', message: classified.refused }]);
    },
  }),
];
