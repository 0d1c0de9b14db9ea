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
import { type Route, route } from '../route.ts';

export interface SpeechRoutes extends SendSpeechDependencies {
  /** Tells a text's language in a function of its own, which holds what that takes. */
  classify(text: string): Promise<Classified>;
}

const voiceList = '/api/v1/anchor/voice_list';
const languageList = '/api/v1/anchor/language_list';

/** Text to speech, the voices there are for it, and the language of a text (a2e-api 4, 5 and 12). */
export const speechRoutes: readonly Route<SpeechRoutes>[] = [
  route({
    method: 'POST',
    path: '/api/v1/video/send_tts',
    startsTasks: true,
    body: speechRequest,
    handle: (context: SpeechRoutes, { owner, body }) => sendSpeech(context, owner, body),
  }),
  route({
    method: 'GET',
    path: '/api/v1/tts/preview/list',
    query: previewPage,
    handle: (context: SpeechRoutes, { owner, query }) => listPreviews(context, owner, query),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/tts/preview/:id',
    async handle(context: SpeechRoutes, { owner, params }) {
      const id = params['id'] ?? '';
      await deletePreview(context, owner, id);
      return { _id: id };
    },
  }),
  route({
    method: 'GET',
    path: voiceList,
    query: voiceFilter,
    handle: async (_context: SpeechRoutes, { query }) => toVoiceViews(query),
  }),
  route({
    method: 'POST',
    path: voiceList,
    body: voiceFilter,
    handle: async (_context: SpeechRoutes, { body }) => toVoiceViews(body),
  }),
  route({
    method: 'POST',
    path: '/api/v1/anchor/tts_list',
    handle: async () => toPresetViews(),
  }),
  route({
    method: 'GET',
    path: languageList,
    query: labelLanguage,
    handle: async (_context: SpeechRoutes, { query }) => toLanguageViews(query.lang),
  }),
  route({
    method: 'POST',
    path: languageList,
    body: labelLanguage,
    handle: async (_context: SpeechRoutes, { body }) => toLanguageViews(body.lang),
  }),
  route({
    method: 'POST',
    path: '/api/v1/video/lang_classify',
    body: classifyRequest,
    async handle({ classify }: SpeechRoutes, { body }) {
      const classified = await classify(body.msg);
      if ('locale' in classified) return classified.locale;
      throw new InvalidRequestError([{ field: 'msg', message: classified.refused }]);
    },
  }),
];
