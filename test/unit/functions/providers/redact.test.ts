import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../../functions/providers/redact.ts';

describe('a text from a provider', () => {
  it('loses every secret, in whatever it stands and however it is written', () => {
    const secret = fc.string({ minLength: 4, maxLength: 60 }).filter((text) => /\S{4}/.test(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        const clean = redact(`${before}${encodeURIComponent(hidden)} ${hidden}${after}`, [hidden]);
        const left = clean.replaceAll('[redacted]', '');
        expect(left.includes(hidden) && !`${before}${after}[redacted]`.includes(hidden)).toBe(
          false,
        );
      }),
    );
  });

  it('becomes one line that is not too long', () => {
    expect(redact('a\n  b\tc', [])).toBe('a b c');
    expect(redact('x'.repeat(9999), [])).toHaveLength(500);
  });

  it('is cut only after the secrets are gone, so that no half of one stays', () => {
    const secret = 'sk_0123456789';
    expect(redact('x'.repeat(495) + secret, [secret])).not.toContain('sk_');
  });
});
