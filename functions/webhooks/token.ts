/** A2E's header for the caller's `webhook_token` (a2e-api 1.8). */
export const TOKEN_HEADER = 'x-a2e-webhook-token';

const MAX_TOKEN_LENGTH = 256;

/** Why a `webhook_token` can't be taken, in words, or nothing: it travels in a header, in plain text. */
export function checkToken(token: string): string | undefined {
  if (token.length > MAX_TOKEN_LENGTH) {
    return `The token is longer than ${MAX_TOKEN_LENGTH} characters.`;
  }
  return /^[\x20-\x7e]*$/.test(token)
    ? undefined
    : 'The token is sent in an HTTP header and may contain plain ASCII characters only.';
}

/** What a token is sealed for: its owner. */
export function tokenContext(owner: string): Record<string, string> {
  return { purpose: 'webhook-token', owner };
}
