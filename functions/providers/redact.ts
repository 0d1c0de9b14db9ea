/** Enough of a provider's own words to understand them, in characters. */
const LONGEST_TEXT = 500;
/** A shorter text could stand in a sentence by chance. */
const SHORTEST_SECRET = 4;

/** A text from outside, made fit for messages: one line, not too long, and without any of the secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    clean = clean.replaceAll(secret, '[redacted]');
    clean = clean.replaceAll(encodeURIComponent(secret), '[redacted]');
  }
  return clean.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
}
