import { eld } from 'eld/medium';
import { describe, expect, it } from 'vitest';
import { classifyLanguage } from '../../../../functions/speech/classify-language.ts';
import { detectLanguage } from '../../../../functions/speech/detect-language.ts';
import { getLanguages, getLocale } from '../../../../functions/speech/voices.ts';

const classify = (text: string) => classifyLanguage(detectLanguage, text);

/** A sentence of each language, as somebody would have it spoken. */
const sentences: readonly (readonly [locale: string, text: string])[] = [
  ['en-US', 'Tomorrow morning we will take the children to the beach.'],
  ['de-DE', 'Morgen früh gehen wir mit den Kindern an den Strand.'],
  ['fr-FR', 'Demain matin, nous emmènerons les enfants à la plage.'],
  ['es-ES', 'Mañana por la mañana iremos a la playa con los niños.'],
  ['it-IT', 'Domani mattina porteremo i bambini in spiaggia.'],
  ['pt-BR', 'Amanhã de manhã vamos levar as crianças à praia.'],
  ['nl-NL', 'Morgenochtend gaan we met de kinderen naar het strand.'],
  ['pl-PL', 'Jutro rano pójdziemy z dziećmi na plażę.'],
  ['tr-TR', 'Yarın sabah çocukları plaja götüreceğiz.'],
  ['sv-SE', 'I morgon bitti tar vi med barnen till stranden.'],
  ['vi-VN', 'Sáng mai chúng tôi sẽ đưa bọn trẻ ra bãi biển.'],
  ['ru-RU', 'Завтра утром мы поедем с детьми на пляж.'],
  ['uk-UA', 'Завтра вранці ми поїдемо з дітьми на пляж.'],
  ['el-GR', 'Αύριο το πρωί θα πάμε τα παιδιά στην παραλία.'],
  ['ar-EG', 'غدا صباحا سنأخذ الأطفال إلى الشاطئ.'],
  ['he-IL', 'מחר בבוקר ניקח את הילדים לחוף הים.'],
  ['hi-IN', 'कल सुबह हम बच्चों को समुद्र तट पर ले जाएँगे।'],
  ['th-TH', 'พรุ่งนี้เช้าเราจะพาเด็กๆ ไปเที่ยวทะเล'],
  ['zh-CN', '明天早上我们带孩子们去海边。'],
  ['ja-JP', '明日の朝、子供たちを海に連れて行きます。'],
  ['ko-KR', '내일 아침에 아이들을 데리고 바닷가에 갈 거예요.'],
];

/** A word or two, of which one can't be sure. */
const greetings: readonly (readonly [locale: string, text: string])[] = [
  ['en-US', 'good morning'],
  ['de-DE', 'guten Morgen'],
  ['fr-FR', 'bonjour'],
  ['es-ES', 'buenos días'],
  ['it-IT', 'buongiorno'],
  ['pt-BR', 'bom dia'],
  ['nl-NL', 'goedemorgen'],
  ['pl-PL', 'dzień dobry'],
  ['tr-TR', 'günaydın'],
  ['ru-RU', 'доброе утро'],
  ['ar-EG', 'صباح الخير'],
  ['zh-CN', '早上好'],
  ['ja-JP', 'おはよう'],
  ['ko-KR', '좋은 아침'],
];

describe('the language of a text', () => {
  it.each(sentences)('is told from a sentence: %s', (locale, text) => {
    expect(classify(text)).toEqual({ locale });
  });

  it('is told from most greetings, too', () => {
    const right = greetings.filter(([locale, text]) => {
      const classified = classify(text);
      return 'locale' in classified && classified.locale === locale;
    });
    expect(right.length).toBeGreaterThanOrEqual(12);
  });

  it.each(['12345', '…', '🎬🎬'])('is not made up where there is none: %s', (text) => {
    expect(classify(text)).toEqual({
      refused: expect.stringContaining('give at least a sentence'),
    });
  });

  it('has a locale for each that the detector knows', () => {
    const codes = Object.values(eld.info().Languages);
    expect(codes).toHaveLength(60);
    for (const code of codes) {
      expect(classifyLanguage(() => code, 'any')).toEqual({
        locale: expect.stringMatching(/^[a-z]{2}-[A-Z]{2}$/),
      });
    }
  });

  it('leads to a voice of that very locale, but for languages that none speaks', () => {
    const silent: string[] = [];
    for (const code of Object.values(eld.info().Languages)) {
      const classified = classifyLanguage(() => code, 'any');
      const locale = 'locale' in classified ? classified.locale : '';
      const [country = '', region = ''] = locale.split('-');
      const locales = getLanguages({ country, region }).map(getLocale);
      if (!locales.includes(locale)) silent.push(locale);
    }
    const unspoken = ['be-BY', 'he-IL', 'lo-LA', 'th-TH', 'tl-PH', 'uk-UA', 'yo-NG'];
    // Kurdish in Arabic letters is another language than the one in Latin letters that is spoken.
    expect(silent.sort()).toEqual([...unspoken, 'ku-IQ'].sort());
  });
});
