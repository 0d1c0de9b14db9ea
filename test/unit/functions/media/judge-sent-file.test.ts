import { expect, it } from 'vitest';
import { judgeSentFile } from '../../../../functions/media/judge-sent-file.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUg';

it.each([
  ['white space anywhere', `data:image/png;base64, ${PNG.slice(0, 9)}\n\t${PNG.slice(9)}== \n`],
  ['escapes', `data:image/png;base64,${PNG.replace('K', '%4B')}%3D%3D`],
  ['no padding', `data:;base64,${PNG}`],
])('a file sent with %s is read', (_, url) => {
  expect(judgeSentFile(url)).toMatchObject({ mediaType: 'image/png' });
});

it.each([
  ['padding in the middle', `data:image/png;base64,${PNG.slice(0, 8)}==${PNG.slice(8)}`],
  ['a sign that is none of base64', `data:image/png;base64,${PNG}!`],
  ['no comma', 'data:image/png;base64'],
])('a file sent with %s is refused', (_, url) => {
  expect(judgeSentFile(url)).toHaveProperty('refused');
});

it('a long file of nothing is judged in a moment', () => {
  const begun = performance.now();
  for (const part of [' ', 'A', '=', '%20', ' =', ';base64']) {
    judgeSentFile(`data:image/png;base64,${part.repeat(100_000)}!`);
    judgeSentFile(`data:image/png${part.repeat(100_000)}x,A`);
  }
  // A pattern that is tried from each blank takes a minute.
  expect(performance.now() - begun).toBeLessThan(5000);
});
