import { useEffect, useRef, useState } from 'preact/hooks';
import { rejection, signIn, token } from '../data/token.ts';

/** Asks for the API token: first, and again over the open screen when the API no longer takes it. */
export function SignInDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [value, setValue] = useState('');
  const isNeeded = token.value === '' || rejection.value !== '';
  useEffect(() => {
    if (isNeeded && !dialog.current?.open) dialog.current?.showModal();
    if (!isNeeded) dialog.current?.close();
  }, [isNeeded]);

  function submit(event: Event) {
    event.preventDefault();
    const trimmed = value.trim();
    if (trimmed === '') return;
    signIn(trimmed);
    setValue('');
  }

  return (
    <dialog
      ref={dialog}
      class="sign-in"
      aria-labelledby="sign-in-title"
      onCancel={(event) => event.preventDefault()}
    >
      <form onSubmit={submit}>
        <img src="/console/icon.svg" alt="" width="44" height="44" />
        <h1 id="sign-in-title">Sign in to Reelhook</h1>
        <p>
          Paste an API token. It stays in this tab and is sent to this service only.
          {' On your own machine '}
          <code>npm start</code> prints a link that signs you in.
        </p>
        {rejection.value !== '' && (
          <p class="problem" role="alert">
            {rejection.value} What you typed is still there.
          </p>
        )}
        <label class="field">
          <span class="field-name">API token</span>
          <input
            type="password"
            autoComplete="off"
            placeholder="sk_…"
            value={value}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary" disabled={value.trim() === ''}>
          Sign in
        </button>
      </form>
    </dialog>
  );
}
