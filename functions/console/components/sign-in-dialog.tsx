import { useEffect, useRef } from 'preact/hooks';
import { rejection, signIn, token } from '../data/token.ts';

/** Asks for the API token: first, and again over the open screen when the API no longer takes it. */
export function SignInDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isNeeded = token.value === '' || rejection.value !== '';
  useEffect(() => {
    if (isNeeded && !dialog.current?.open) dialog.current?.showModal();
    if (!isNeeded) dialog.current?.close();
  }, [isNeeded]);
  return (
    <dialog
      ref={dialog}
      class="sign-in"
      aria-labelledby="sign-in-title"
      onCancel={(event) => event.preventDefault()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          signIn(String(new FormData(form).get('token')).trim());
          form.reset();
        }}
      >
        <img src="/console/icon.svg" alt="" width="44" height="44" />
        <h1 id="sign-in-title">Sign in to Reelhook</h1>
        <p>
          Paste an API token. It stays in this tab and is sent to this service only. On your own
          machine <code>npm start</code> prints a link that signs you in.
        </p>
        {rejection.value !== '' && (
          <p class="problem" role="alert">
            {rejection.value} What you typed is still there.
          </p>
        )}
        <label class="field-name">
          API token
          <input name="token" type="password" autoComplete="off" placeholder="sk_…" required />
        </label>
        <button type="submit" class="primary">
          Sign in
        </button>
      </form>
    </dialog>
  );
}
