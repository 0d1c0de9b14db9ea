import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  toLanguageViews,
  toPresetViews,
  toVoiceViews,
} from '../../../../functions/speech/voice-views.ts';
import { findVoice } from '../../../../functions/speech/voices.ts';

const voice = z.object({ label: z.string(), value: z.string(), ttsRate: z.literal(0) });
const voiceGroups = z.array(
  z.object({ label: z.string(), value: z.string(), children: z.array(voice) }),
);
const choice = z.object({ label: z.string().min(1), value: z.string() });
const languageList = z.array(choice.extend({ children: z.array(choice).min(1) }));

describe('the voice list', () => {
  it('groups the voices of a place by gender, as A2E does', () => {
    const groups = voiceGroups.parse(toVoiceViews({ country: 'en', region: 'US' }));
    expect(groups.map(({ label, value }) => [label, value])).toEqual([
      ['Female', 'female'],
      ['Male', 'male'],
    ]);
    for (const { value: gender, children } of groups) {
      expect(children.length).toBeGreaterThan(4);
      for (const { value } of children) expect(findVoice(value)?.gender).toBe(gender);
    }
  });

  it('names every voice of a language differently', () => {
    for (const country of ['en', 'vi', 'zh', 'fa', 'hy', 'nci']) {
      const labels = voiceGroups
        .parse(toVoiceViews({ country }))
        .flatMap(({ children }) => children.map(({ label }) => label));
      expect(new Set(labels).size).toBe(labels.length);
    }
    const [british] = voiceGroups.parse(toVoiceViews({ country: 'en', region: 'GB' }));
    expect(british?.children.map(({ label }) => label)).toContain(
      'English (UK, Scotland), female 3',
    );
  });

  it('has no groups where nobody speaks the language', () => {
    expect(toVoiceViews({ country: 'th', region: 'TH' })).toEqual([]);
  });
});

describe('the presets', () => {
  it('are a woman and a man for every language', () => {
    const presets = z.array(voice.extend({ _id: z.string() })).parse(toPresetViews());
    expect(presets.length).toBeGreaterThan(200);
    expect(presets.every(({ _id, value }) => _id === value && findVoice(_id))).toBe(true);
    expect(
      presets.filter((_, index) => index % 2 === 0).map(({ _id }) => findVoice(_id)?.gender),
    ).toEqual(Array.from({ length: presets.length / 2 }, () => 'female'));
  });
});

describe('the language list', () => {
  it('holds every language once, with each of its regions once', () => {
    const languages = languageList.parse(toLanguageViews('en'));
    const codes = languages.map(({ value }) => value);
    expect(new Set(codes).size).toBe(codes.length);
    const english = languages.find(({ value }) => value === 'en');
    expect(english?.children).toEqual([
      { label: 'US', value: 'US' },
      { label: 'UK', value: 'GB' },
      { label: 'Caribbean', value: '029' },
    ]);
  });

  it('leads to voices from every entry', () => {
    for (const { value: country, children } of languageList.parse(toLanguageViews('en'))) {
      for (const { value: region } of children) {
        expect(toVoiceViews({ country, region })).toHaveLength(2);
      }
    }
  });

  it('is written in the language that is asked for, and sorted in it', () => {
    const german = languageList.parse(toLanguageViews('de')).map(({ label }) => label);
    expect(german).toContain('Französisch');
    expect(german).toEqual(german.toSorted((a, b) => a.localeCompare(b, 'de')));
    const unknown = languageList.parse(toLanguageViews('tlh'));
    expect(unknown).toEqual(languageList.parse(toLanguageViews('en')));
  });
});
