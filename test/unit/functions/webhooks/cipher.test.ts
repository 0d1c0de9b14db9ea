import { describe, expect, it } from 'vitest';
import { rememberingCipher } from '../../../../functions/webhooks/cipher.ts';

describe('a cipher that remembers', () => {
  it('opens the same thing once, and another context apart', async () => {
    const asked: string[] = [];
    const cipher = rememberingCipher({
      seal: async (plaintext) => plaintext,
      async open(sealed, { owner }) {
        asked.push(`${owner} ${sealed}`);
        if (owner === 'eve') throw new Error('Not yours.');
        return sealed.toUpperCase();
      },
    });
    await Promise.all([cipher.open('a', { owner: 'ada' }), cipher.open('a', { owner: 'ada' })]);
    expect(await cipher.open('b', { owner: 'ada' })).toBe('B');
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(cipher.open('a', { owner: 'eve' })).rejects.toThrow('Not yours.');
    }
    expect(asked).toEqual(['ada a', 'ada b', 'eve a', 'eve a']);
  });
});
