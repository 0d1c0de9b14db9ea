/** Shorter ones are no secrets, and would blank out half of a text. */
const SHORTEST_SECRET = 4;
const BLANK = '[redacted]';

/**
 * A text that was cut off somewhere, without secrets that someone repeated in it, nor the beginning of one at its end.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const whole = long
    .toSorted((left, right) => right.length - left.length)
    .reduce((rest, secret) => rest.replaceAll(secret, BLANK), text);
  const cut = Math.max(0, ...long.map((secret) => getOverlap(whole, secret)));
  return cut < SHORTEST_SECRET ? whole : whole.slice(0, -cut) + BLANK;
}

/** How much of the text's end is the secret's beginning. */
function getOverlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
