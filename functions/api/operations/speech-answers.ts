import * as z from 'zod';
import { moment } from './answers.ts';

export const voice = z.object({
  label: z.string(),
  value: z.string().describe('The `tts_id`.'),
  ttsRate: z.number().min(0).describe('Coins for ten seconds of speech.'),
  gender: z.enum(['female', 'male']),
  country: z.string().describe('A language.'),
  region: z.string(),
  lang: z.string().describe('Both, as a locale.'),
});

export const exampleVoice = {
  label: 'English (US), female 3',
  value: '3f5799866a675a77df133be9',
  ttsRate: 0,
  gender: 'female',
  country: 'en',
  region: 'US',
  lang: 'en-US',
};

export const voiceGroup = z.object({
  label: z.string(),
  value: z.enum(['female', 'male']),
  children: z.array(voice),
});

export const listVoices = {
  tag: 'Speech',
  title: 'List voices',
  description:
    "By gender, the clearest first. If a language has no voice with the region's accent, voices of all its accents.",
  example: [{ label: 'Female', value: 'female', children: [exampleVoice] }],
} as const;

const choice = z.object({ label: z.string(), value: z.string() });
export const language = choice.extend({ children: z.array(choice) });

export const listLanguages = {
  tag: 'Speech',
  title: 'List languages',
  description: 'The languages that have voices, each with the regions of its accents.',
  example: [{ label: 'German', value: 'de', children: [{ label: 'Germany', value: 'DE' }] }],
} as const;

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
  createdAt: moment,
});

export const previews = z.object({
  current: z.int().min(1),
  pageSize: z.int().min(1),
  total: z.int().min(0).describe('How many there are on all pages, up to 1,000.'),
  success: z.boolean(),
  data: z.array(preview),
});

export const exampleSound = 'https://media.example.com/speech/8f0cbb7e0f0b4d1d9a3d3f6f4f1f2a3b.mp3';

export const examplePreview = {
  _id: '6b041e9cff17e54d42a0b72b',
  msg: 'Hello, world.',
  audio_url: exampleSound,
  duration: 1.18,
  coins: 0,
  tts_id: exampleVoice.value,
  user_voice_id: null,
  country: 'en',
  region: 'US',
  speechRate: 1,
  createdAt: '2026-11-23T09:17:28.797Z',
};
