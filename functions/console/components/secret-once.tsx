import { CopyButton } from './copy-button.tsx';

/** A secret that is shown now and never again. */
export function SecretOnce({ name, secret, note }: { name: string; secret: string; note: string }) {
  return (
    <div class="secret" role="status">
      <p>
        <strong>{name}</strong> {note}
      </p>
      <p>
        <code>{secret}</code> <CopyButton text={secret} name="Copy" />
      </p>
    </div>
  );
}
