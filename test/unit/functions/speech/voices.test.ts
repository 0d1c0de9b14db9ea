import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spokenLanguages } from '../../../../functions/speech/spoken-languages.ts';
import { findVoice, getLanguages, getVoices } from '../../../../functions/speech/voices.ts';

const all = spokenLanguages.flatMap(getVoices);
const data = join(
  dirname(createRequire(import.meta.filename).resolve('text2wav')),
  'espeak-ng-data',
);

/** The names of the files in a folder of eSpeak NG's data, however deep. */
function namesIn(folder: string): string[] {
  return readdirSync(join(data, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

describe('the system voices', () => {
  it('speak every language that eSpeak NG comes with, and no other', () => {
    const names = spokenLanguages.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(100);
    expect(names.sort()).toEqual(namesIn('lang').sort());
  });

  it('are variants that eSpeak NG has', () => {
    const variants = new Set(all.map(({ speaker }) => speaker.split('+')[1]));
    expect(namesIn('voices/!v')).toEqual(expect.arrayContaining([...variants]));
  });

  it('have ids of their own in A2E’s form, by which each is found', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const voice of all) {
      expect(voice.id).toMatch(/^[0-9a-f]{24}$/);
      expect(findVoice(voice.id)).toEqual(voice);
      expect(findVoice(voice.id.toUpperCase())).toEqual(voice);
    }
    expect(findVoice('f'.repeat(24))).toBeUndefined();
    expect(findVoice('')).toBeUndefined();
  });

  it('keep their ids for good: clients have written them down', () => {
    const idOf = (speaker: string) => all.find((voice) => voice.speaker === speaker)?.id;
    expect(idOf('en-US+f3')).toBe('3f5799866a675a77df133be9');
    expect(idOf('cmn+m3')).toBe('590da665416757f199ac6cf3');
    expect(idOf('vi-VN-x-south+f5')).toBe('05d957ae698673f2e54c145e');
  });

  it('cost nothing', () => {
    expect(all.every(({ ttsRate }) => ttsRate === 0)).toBe(true);
  });
});

describe('the languages of a place', () => {
  const namesOf = (country: string, region?: string) =>
    getLanguages({ country, region }).map(({ name }) => name);

  it('are those with its accent, in either case', () => {
    expect(namesOf('en', 'US')).toEqual(['en-US']);
    expect(namesOf('EN', 'us')).toEqual(['en-US']);
    expect(namesOf('zh', 'HK')).toEqual(['yue']);
    expect(namesOf('en', 'GB')).toContain('en-GB-scotland');
  });

  it('are all accents where none is of that region, or none is asked for', () => {
    expect(namesOf('es', 'MX')).toEqual(['es', 'es-419']);
    expect(namesOf('fr')).toEqual(['fr', 'fr-BE', 'fr-CH']);
  });

  it('are none where no voice speaks the language', () => {
    expect(namesOf('th', 'TH')).toEqual([]);
  });
});
