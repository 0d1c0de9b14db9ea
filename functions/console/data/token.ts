import { signal } from '@preact/signals';

const STORED_AS = 'reelhook-token';

/** The API token, kept for this tab only; empty while nobody is signed in. */
export const token = signal(sessionStorage.getItem(STORED_AS) ?? '');

/** Why the sign-in dialog is shown again, in a sentence; empty where it is not. */
export const rejection = signal('');

/** Keeps the token for this tab. */
export function signIn(value: string): void {
  sessionStorage.setItem(STORED_AS, value);
  token.value = value;
  rejection.value = '';
}

/** Forgets the token; what is on the screen stays until somebody signs in. */
export function signOut(): void {
  sessionStorage.removeItem(STORED_AS);
  token.value = '';
}

/** Signs in with `#token=…`, which never reaches a server, and takes it out of the address and the history at once. */
export function takeTokenFromAddress(): void {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!found) return;
  signIn(found);
  history.replaceState(null, '', location.pathname + location.search);
}
