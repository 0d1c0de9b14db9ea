import { callbackPath } from '../contract.ts';
import type { Json } from './operation.ts';

/** Enough of a provider's own words to understand them, in characters. */
const LONGEST_TEXT = 500;
/** A shorter text could stand in a sentence by chance. */
const SHORTEST_SECRET = 4;
const REDACTED = '[redacted]';

/** What no provider's words may carry on: names of accounts and roles at AWS, and the secret address of a callback. */
const PRIVATE_PATTERNS = [
  /arn:aws[\w-]*:[^\s"'<>()[\]{},]*/g,
  new RegExp(`${callbackPath}/[^\\s"'<>]+`, 'g'),
];

/** A text from outside, made fit for messages: one line, not too long, and without any of the secrets. */
export function redact(text: string, secrets: readonly string[]): string {
  const line = hideSecrets(text, secrets).replace(/[\s\p{Cc}]+/gu, ' ');
  // Not half of a character of two code units.
  return line
    .trim()
    .slice(0, LONGEST_TEXT)
    .replace(/[\uD800-\uDBFF]$/, '');
}

/** A value from outside with no secret in any of its texts and names, and otherwise as it is. */
export function redactJson<Value extends Json>(value: Value, secrets: readonly string[]): Value {
  return redactAny(value, secrets) as Value;
}

function redactAny(value: Json, secrets: readonly string[]): Json {
  if (typeof value === 'string') return hideSecrets(value, secrets);
  if (Array.isArray(value)) return value.map((member) => redactAny(member, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [
    hideSecrets(name, secrets),
    redactAny(member, secrets),
  ]);
  return Object.fromEntries(members);
}

function hideSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    clean = clean.replaceAll(secret, REDACTED);
    clean = clean.replaceAll(encodeURIComponent(secret), REDACTED);
  }
  return PRIVATE_PATTERNS.reduce((rest, pattern) => rest.replace(pattern, REDACTED), clean);
}
