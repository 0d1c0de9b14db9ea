/** Seals secrets before they are stored. What was sealed in one context opens only in the same one. */
export interface Cipher {
  seal(plaintext: string, context: Record<string, string>): Promise<string>;
  open(sealed: string, context: Record<string, string>): Promise<string>;
}

const MAX_REMEMBERED = 1000;

/**
 * Remembers what it opened, so that a warm function asks the key service once per secret and not once per attempt.
 * Secrets are encrypted again when they change, so nothing remembered goes out of date.
 */
export function rememberingCipher(cipher: Cipher): Cipher {
  const opened = new Map<string, Promise<string>>();
  return {
    seal: (plaintext, context) => cipher.seal(plaintext, context),
    open(sealed, context) {
      const key = JSON.stringify([sealed, Object.entries(context).sort()]);
      const known = opened.get(key);
      if (known !== undefined) return known;
      if (opened.size >= MAX_REMEMBERED) opened.clear();
      const opening = cipher.open(sealed, context);
      opened.set(key, opening);
      opening.catch(() => opened.delete(key));
      return opening;
    },
  };
}
