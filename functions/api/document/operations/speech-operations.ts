import * as z from 'zod';
import { outputSchema } from '../json-schema.ts';
import type { OperationDescription, OperationDescriptions } from '../operation-description.ts';

const voice = z.object({
  label: z.string(),
  value: z.string().describe('What `tts_id` takes.'),
  ttsRate: z.number().min(0).describe('Coins for ten seconds of speech.'),
  gender: z.enum(['female', 'male']),
  country: z.string().describe('A language.'),
  region: z.string(),
  lang: z.string().describe('Both, as a locale.'),
});
const exampleVoice = {
  label: 'English (US), female 3',
  value: '3f5799866a675a77df133be9',
  ttsRate: 0,
  gender: 'female',
  country: 'en',
  region: 'US',
  lang: 'en-US',
};
const group = z.object({
  label: z.string(),
  value: z.enum(['female', 'male']),
  children: z.array(voice),
});

const voices: OperationDescription = {
  tag: 'Speech',
  summary: 'List voices',
  description:
    "By gender, the clearest first. Where a language has no voice with the region's accent, those of all its accents.",
  data: outputSchema(z.array(group)),
  example: [{ label: 'Female', value: 'female', children: [exampleVoice] }],
};

const choice = z.object({ label: z.string(), value: z.string() });
const languages: OperationDescription = {
  tag: 'Speech',
  summary: 'List languages that can be spoken',
  description: 'Each with the regions whose accent is spoken.',
  data: outputSchema(z.array(choice.extend({ children: z.array(choice) }))),
  example: [{ label: 'German', value: 'de', children: [{ label: 'Germany', value: 'DE' }] }],
};

const preview = z.object({
  _id: z.string(),
  msg: z.string(),
  audio_url: z.string(),
  duration: z.number().describe('Seconds.'),
  coins: z.number().min(0),
  tts_id: z.string().nullable(),
  user_voice_id: z.string().nullable(),
  country: z.string(),
  region: z.string(),
  speechRate: z.number(),
  createdAt: z.iso.datetime(),
});
const sound = 'https://media.example.com/speech/8f0cbb7e0f0b4d1d9a3d3f6f4f1f2a3b.mp3';
const previews = z.object({
  current: z.int().min(1),
  pageSize: z.int().min(1),
  total: z.int().min(0).describe('How many there are on all pages, up to 1,000.'),
  success: z.boolean(),
  data: z.array(preview),
});
const examplePreview = {
  _id: '6b041e9cff17e54d42a0b72b',
  msg: 'Hello, world.',
  audio_url: sound,
  duration: 1.18,
  coins: 0,
  tts_id: exampleVoice.value,
  user_voice_id: null,
  country: 'en',
  region: 'US',
  speechRate: 1,
  createdAt: '2026-11-23T09:17:28.797Z',
};

export const speechOperations: OperationDescriptions = {
  'POST /api/v1/video/send_tts': {
    tag: 'Speech',
    summary: 'Speak a text',
    description:
      'Answers the address of the sound, an MP3, which can be read for 7 days. Give either `tts_id` or `user_voice_id`.',
    data: outputSchema(z.string()),
    bodyExample: { msg: 'Hello, world.', tts_id: exampleVoice.value },
    example: sound,
  },
  'GET /api/v1/anchor/voice_list': voices,
  'POST /api/v1/anchor/voice_list': { ...voices, summary: 'List voices, asked by a body' },
  'POST /api/v1/anchor/tts_list': {
    tag: 'Speech',
    summary: 'List the clearest voices of every language',
    data: outputSchema(z.array(voice.extend({ _id: z.string() }))),
    example: [{ _id: exampleVoice.value, ...exampleVoice }],
  },
  'GET /api/v1/anchor/language_list': languages,
  'POST /api/v1/anchor/language_list': {
    ...languages,
    summary: 'List languages that can be spoken, asked by a body',
  },
  'POST /api/v1/video/lang_classify': {
    tag: 'Speech',
    summary: 'Tell the language of a text',
    description: 'Answers a locale. A text that is in no language is refused.',
    data: outputSchema(z.string()),
    bodyExample: { msg: 'Mañana iremos a la playa.' },
    example: 'es-ES',
  },
  'GET /api/v1/tts/preview/list': {
    tag: 'Speech',
    summary: 'List what was spoken in the last 24 hours',
    description: 'Newest first.',
    data: outputSchema(previews),
    example: { current: 1, pageSize: 20, total: 1, success: true, data: [examplePreview] },
  },
  'DELETE /api/v1/tts/preview/:id': {
    tag: 'Speech',
    summary: 'Take a spoken text out of the list',
    description: 'The sound stays where it is until its 7 days are over.',
    params: { id: 'Its `_id`, as the list shows it.' },
    data: outputSchema(z.object({ _id: z.string() })),
    example: { _id: examplePreview._id },
    refusals: [404],
  },
};
